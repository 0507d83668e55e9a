package io.minerstack.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.gateway.SharedGateway;
import io.minerstack.gateway.TestObjects;
import io.minerstack.testsupport.http.Answer;
import io.minerstack.testsupport.http.RawHttpClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** Callers behind a trusted proxy: all connections come from one address. */
@TestPropertySource(properties = {"PUBLIC_CAPABILITIES=on", "MAX_CONNECTIONS_PER_ADDRESS=2"})
class KeylessRequestsIT extends SharedGateway {

    @Test
    void boundsTheRequestsWithoutAKeyOfOneForwardedAddress() throws IOException {
        AGENT.answer(Answer.never());
        List<RawHttpClient> underWay = new ArrayList<>();
        try {
            underWay.add(ask("203.0.113.40", ""));
            underWay.add(ask("203.0.113.40", ""));
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> AGENT.startedCount() == 2);

            assertThat(reply(ask("203.0.113.40", "")))
                    .startsWith("HTTP/1.1 429")
                    .contains("Retry-After: 1");
            // others behind the same proxy, and a valid key from that address, are not affected
            AGENT.answer(TestObjects.OK);
            assertThat(reply(ask("203.0.113.41", ""))).startsWith("HTTP/1.1 200");
            assertThat(reply(ask("203.0.113.40", "X-API-Key: " + TestObjects.KEY + "\r\n")))
                    .startsWith("HTTP/1.1 200");
        } finally {
            for (RawHttpClient caller : underWay) {
                caller.close();
            }
        }
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> reply(ask("203.0.113.40", ""))
                .startsWith("HTTP/1.1 200"));
    }

    private RawHttpClient ask(String from, String key) throws IOException {
        RawHttpClient caller = new RawHttpClient(port);
        caller.send("GET /capabilities HTTP/1.1\r\nHost: gateway\r\nX-Forwarded-For: " + from + "\r\n" + key + "\r\n");
        return caller;
    }

    private static String reply(RawHttpClient caller) throws IOException {
        try (caller) {
            return caller.readAvailable();
        }
    }
}
