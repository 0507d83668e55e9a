package io.minerstack.gateway.guess;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.problem.ProblemType;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

class RefusalDelayFilterTests {

    private final RefusalDelayFilter filter = new RefusalDelayFilter();
    private final AtomicInteger refused = new AtomicInteger();

    private VirtualTimeScheduler time = VirtualTimeScheduler.create();

    @BeforeEach
    void useVirtualTime() {
        time = VirtualTimeScheduler.getOrSet();
    }

    @AfterEach
    void useRealTime() {
        VirtualTimeScheduler.reset();
    }

    @Test
    void sendsARefusalLate() {
        refuse("192.0.2.1", Duration.ofSeconds(2));

        time.advanceTimeBy(Duration.ofMillis(1999));
        assertThat(refused).hasValue(0);
        time.advanceTimeBy(Duration.ofMillis(1));
        assertThat(refused).hasValue(1);
    }

    @Test
    void sendsARefusalWithoutADelayAtOnce() {
        refuse("192.0.2.1", Duration.ZERO);

        assertThat(refused).hasValue(1);
    }

    @Test
    void letsEightRefusalsOfOneAddressWait() {
        for (int guess = 0; guess < 20; guess++) {
            refuse("192.0.2.1", Duration.ofSeconds(2));
        }
        assertThat(refused).hasValue(12);

        time.advanceTimeBy(Duration.ofSeconds(2));
        assertThat(refused).hasValue(20);
        refuse("192.0.2.1", Duration.ofSeconds(2));
        assertThat(refused).as("the places are free again").hasValue(20);
    }

    @Test
    void letsAThousandRefusalsWait() {
        for (int address = 0; address < 1500; address++) {
            refuse("address " + address, Duration.ofSeconds(2));
        }

        assertThat(refused).hasValue(500);
    }

    private void refuse(String network, Duration delay) {
        MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/complete"));
        ProblemException refusal = new ProblemException(ProblemType.FORBIDDEN, "The API key is not accepted.");
        filter.filterPublic(
                        exchange,
                        one -> Mono.defer(() -> {
                            new RefusalDelay(network, delay).addTo(one);
                            return Mono.error(refusal);
                        }))
                .subscribe(done -> {}, error -> {
                    assertThat(error).isSameAs(refusal);
                    refused.incrementAndGet();
                });
    }
}
