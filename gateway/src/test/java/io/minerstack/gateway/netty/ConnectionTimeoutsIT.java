package io.minerstack.gateway.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.gateway.SmallGateway;
import io.minerstack.testsupport.http.Answer;
import io.minerstack.testsupport.http.RawHttpClient;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectionTimeoutsIT extends SmallGateway {

    @Test
    void closesAConnectionWhoseHeadIsNotCompleteInTime() throws IOException {
        try (RawHttpClient slow = new RawHttpClient(port)) {
            slow.send("GET /health HTTP/1.1\r\nHost: gat");

            assertThat(slow.readToEnd()).isEmpty();
        }
    }

    @Test
    void closesAnIdleConnection() throws IOException {
        try (RawHttpClient idle = new RawHttpClient(port)) {
            idle.send("GET /health HTTP/1.1\r\nHost: gateway\r\n\r\n");

            assertThat(idle.readToEnd()).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void leavesARequestInProgressAlone() {
        AGENT.answer(Answer.json(200, "{}").after(Duration.ofMillis(2500)));

        get("/capabilities").expectStatus().isOk();
    }
}
