package io.minerstack.servicesupport.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import reactor.core.publisher.Mono;

class ClockSkewTests {

    private static final long SENT = 1_000_000;

    private long millis;
    private final Clock clock = ((InstantSource) () -> Instant.ofEpochMilli(millis)).withZone(ZoneOffset.UTC);
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final ClockSkew skew = new ClockSkew("memory-service", clock, meters);

    @Test
    void isUnknownBeforeTheFirstReply() {
        assertThat(gauge()).isNaN();
    }

    @Test
    void comparesTheOtherClockWithTheMiddleBetweenSendingAndReceiving() {
        receive(Duration.ofMillis(400), Long.toString(SENT + 200 - 1_500));
        assertThat(gauge()).isEqualTo(-1.5);

        receive(Duration.ofMillis(400), Long.toString(SENT + 200 + 5_000));
        assertThat(gauge()).isEqualTo(5.0);
    }

    @Test
    void showsTheWrongClockOfOneReplicaWhileTwoAnswerInTurn() {
        for (int i = 0; i < 2 * ClockSkew.POLLS; i++) {
            receive(Duration.ZERO, Long.toString(SENT - 3_000));
            assertThat(gauge()).isEqualTo(-3.0);

            receive(Duration.ZERO, Long.toString(SENT + 10));
            assertThat(gauge()).isEqualTo(-3.0);
        }
    }

    @Test
    void forgetsASkewThatTheLastPollsDoNotShow() {
        receive(Duration.ZERO, Long.toString(SENT - 3_000));
        for (int i = 0; i < ClockSkew.POLLS; i++) {
            assertThat(gauge()).isEqualTo(-3.0);
            receive(Duration.ZERO, Long.toString(SENT + 10));
        }

        assertThat(gauge()).isEqualTo(0.01);
    }

    @Test
    void leavesOutRepliesThatTookTooLongToSayMuch() {
        receive(Duration.ZERO, Long.toString(SENT));
        receive(Duration.ofMillis(1_001), Long.toString(SENT + 60_000));

        assertThat(gauge()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "1e3", "99999999999999999999"})
    void ignoresWhatIsNoTime(String header) {
        receive(Duration.ZERO, header);

        assertThat(gauge()).isNaN();
    }

    private double gauge() {
        return meters.get(ClockSkew.SKEW).tag("peer", "memory-service").gauge().value();
    }

    private void receive(Duration took, String time) {
        millis = SENT;
        ClientRequest request = ClientRequest.create(HttpMethod.GET, URI.create("http://memory/status"))
                .build();
        skew.filter(
                        request,
                        sent -> Mono.fromSupplier(() -> {
                            millis += took.toMillis();
                            return ClientResponse.create(HttpStatus.OK)
                                    .header("X-Service-Time", time)
                                    .build();
                        }))
                .block(Duration.ofSeconds(10));
    }
}
