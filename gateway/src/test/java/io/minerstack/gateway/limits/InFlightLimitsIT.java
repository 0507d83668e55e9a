package io.minerstack.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.gateway.SmallGateway;
import io.minerstack.gateway.TestObjects;
import io.minerstack.testsupport.http.Answer;
import io.minerstack.testsupport.http.RawHttpClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InFlightLimitsIT extends SmallGateway {

    @Test
    void shedsLoadButStillAnswersHealth() throws IOException {
        AGENT.answer(Answer.never());
        double before = count("miner.gateway.rejections", "reason", "unavailable");
        List<RawHttpClient> halfSent = new ArrayList<>();
        try {
            // a request whose body is incomplete is in flight, too
            for (int i = 0; i < 6; i++) {
                halfSent.add(startPost("Content-Length: 10", "{"));
            }
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> AGENT.startedCount() >= 3);

            assertThatUnavailable(get("/capabilities"));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> count("miner.gateway.rejections", "reason", "unavailable") > before);
            client.get().uri("/health").exchange().expectStatus().isOk();
        } finally {
            for (RawHttpClient sender : halfSent) {
                sender.close();
            }
        }
        AGENT.answer(TestObjects.OK);
        eventually(() -> get("/capabilities").expectStatus().isOk());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void boundsTheBytesOfAllBodiesInFlight(boolean declared) throws IOException {
        String large = "x".repeat(100_000);
        double before = refusedForBytesInFlight();
        AGENT.answer(Answer.never());
        try (RawHttpClient _ = declared
                ? startPost("Content-Length: 100000", "{")
                : startPost("Transfer-Encoding: chunked", "186a0\r\n" + large + "\r\n")) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> AGENT.receivedBodyBytes() >= (declared ? 1 : 100_000));

            assertThatUnavailable(declared ? post(large) : postChunked(large));
            assertThat(refusedForBytesInFlight()).isEqualTo(before + 1);
        }
        AGENT.answer(TestObjects.OK);
        // the bytes are released when their sender goes away
        eventually(() -> {
            post(large).expectStatus().isOk();
            postChunked(large).expectStatus().isOk();
        });
    }

    @Test
    void acceptsSmallBodiesWhileASlowLargeBodyHasReservedAllBytes() throws IOException {
        double before = refusedForBytesInFlight();
        try (RawHttpClient _ = startPost("Content-Length: 131072", "{")) {
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> AGENT.receivedBodyBytes() >= 1);

            post(TestObjects.QUESTION).expectStatus().isOk();
            post("x".repeat(65_536)).expectStatus().isOk();
            assertThat(refusedForBytesInFlight()).isEqualTo(before);
            // a larger declared length and a chunked body are counted
            assertThatUnavailable(post("x".repeat(65_537)));
            assertThatUnavailable(postChunked(TestObjects.QUESTION));
            assertThat(refusedForBytesInFlight()).isEqualTo(before + 2);
        }
    }

    private double refusedForBytesInFlight() {
        return count("miner.gateway.rejections", "reason", "body_bytes_in_flight");
    }
}
