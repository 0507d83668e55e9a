package io.minerstack.gateway.limits;

import static io.minerstack.testsupport.problem.ProblemResponses.assertThatProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.gateway.SharedGateway;
import io.minerstack.gateway.TestObjects;
import io.minerstack.testsupport.http.RawHttpClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class BodyLimitIT extends SharedGateway {

    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String CHUNKED = JSON + "Transfer-Encoding: chunked\r\n\r\n";
    private static final byte[] CHUNK = ("1000\r\n" + "x".repeat(4096) + "\r\n").getBytes(StandardCharsets.US_ASCII);

    @Test
    void acceptsABodyOfExactlyTheLimit() throws Exception {
        post("/complete", "x".repeat(65536)).expectStatus().isOk();

        assertThat(AGENT.take().body()).hasSize(65536);
    }

    @Test
    void refusesADeclaredLengthAboveTheLimit() {
        assertThatProblem(post("/complete", "x".repeat(65537)), 413, "payload_too_large");
        assertThat(AGENT.startedCount()).isZero();
    }

    @Test
    void refusesAChunkedBodyAboveTheLimit() {
        assertThatProblem(
                client.post()
                        .uri("/complete")
                        .header("X-API-Key", TestObjects.KEY)
                        .header("Content-Type", "application/json")
                        .body(Flux.range(0, 17).map(i -> "x".repeat(4096)), String.class)
                        .exchange(),
                413,
                "payload_too_large");
        assertThat(AGENT.untakenCount()).as("requests with a complete body").isZero();
    }

    @Test
    void streamsAChunkedBodyOfExactlyTheLimit() throws Exception {
        client.post()
                .uri("/complete")
                .header("X-API-Key", TestObjects.KEY)
                .header("Content-Type", "application/json")
                .body(Flux.range(0, 16).map(i -> "x".repeat(4096)), String.class)
                .exchange()
                .expectStatus()
                .isOk();

        assertThat(AGENT.take().body()).hasSize(65536);
    }

    @Test
    void letsAClientThatIsStillSendingReadTheRefusal() throws IOException {
        try (RawHttpClient sender = new RawHttpClient(port)) {
            sender.send(head("POST /complete") + JSON + "Content-Length: 8388608\r\n\r\n");
            byte[] part = new byte[65536];
            for (int i = 0; i < 128; i++) {
                sender.send(part);
            }

            assertThat(sender.readToEnd()).startsWith("HTTP/1.1 413").contains("payload_too_large");
        }
        try (RawHttpClient sender = new RawHttpClient(port)) {
            sender.send(head("POST /complete") + CHUNKED);
            for (int i = 0; i < 2000; i++) {
                sender.send(CHUNK);
            }
            sender.send("0\r\n\r\n");

            assertThat(sender.readToEnd()).startsWith("HTTP/1.1 413").contains("payload_too_large");
        }
    }

    @Test
    void closesTheConnectionOfAClientThatNeverStopsSending() throws IOException {
        try (RawHttpClient sender = new RawHttpClient(port)) {
            sender.send(head("POST /complete") + CHUNKED);
            long end = System.nanoTime() + 15_000_000_000L;
            while (System.nanoTime() < end) {
                sender.send(CHUNK);
            }
        } catch (IOException closed) {
            return;
        }
        throw new AssertionError("could send for 15 s");
    }

    @Test
    void refusesABodyAboveTheLimitInsteadOfAskingForIt() throws IOException {
        String reply = RawHttpClient.exchange(
                port,
                head("POST /complete").replace("Connection: close\r\n", "") + JSON
                        + "Content-Length: 100000\r\nExpect: 100-continue\r\n\r\n");

        assertThat(reply).startsWith("HTTP/1.1 413").doesNotContain("100 Continue");
    }

    @Test
    void asksForABodyThatIsHeldBack() throws Exception {
        try (RawHttpClient sender = new RawHttpClient(port)) {
            sender.send(head("POST /complete") + JSON + "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n");
            sender.send("{}");

            assertThat(sender.readToEnd()).startsWith("HTTP/1.1 100 Continue").contains("HTTP/1.1 200 OK");
        }
        assertThat(AGENT.take().body()).isEqualTo("{}");
    }

    @Test
    void stopsWaitingForASlowBodyAtTheDeadline() throws IOException {
        try (RawHttpClient sender = new RawHttpClient(port)) {
            sender.send(head("POST /complete") + JSON + "Content-Length: 100\r\n\r\n{");

            assertThat(sender.readToEnd()).startsWith("HTTP/1.1 504").contains("deadline_exceeded");
        }
    }
}
