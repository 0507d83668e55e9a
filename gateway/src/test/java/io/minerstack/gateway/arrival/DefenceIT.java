package io.minerstack.gateway.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.gateway.RawClient;
import io.minerstack.gateway.SharedGateway;
import io.minerstack.gateway.TestObjects;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;

class DefenceIT extends SharedGateway {

    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String CHUNKED = JSON + "Transfer-Encoding: chunked\r\n\r\n";
    private static final byte[] CHUNK = ("1000\r\n" + "x".repeat(4096) + "\r\n").getBytes(StandardCharsets.US_ASCII);

    @Test
    void knowsNoOtherPaths() {
        for (String path : new String[] {"/nothing", "/complete/", "/conversations/a/b", "/playbook", "/docs/x/y"}) {
            isProblem(get(path), 404, "not_found");
        }
        isProblem(get("/docs/index.html"), 404, "not_found");
    }

    @Test
    void namesTheMethodsThatAPathTakes() {
        var reply = get("/complete");
        reply.expectHeader().valueEquals("Allow", "POST");
        isProblem(reply, 405, "method_not_allowed");
        client.method(HttpMethod.valueOf("BREW"))
                .uri("/conversations/c")
                .header("X-API-Key", TestObjects.KEY)
                .exchange()
                .expectStatus()
                .isEqualTo(405)
                .expectHeader()
                .valueEquals("Allow", "DELETE, GET, HEAD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/jsonp", "nonsense", ""})
    void takesJsonOnly(String type) throws IOException {
        String reply = RawClient.exchange(
                port, head("POST /complete") + "Content-Type: " + type + "\r\nContent-Length: 2\r\n\r\n{}");

        assertThat(reply).startsWith("HTTP/1.1 415").contains("application/problem+json", "unsupported_media_type");
        assertThat(AGENT.started()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json;charset=UTF-8", "application/merge-patch+json", "APPLICATION/JSON"})
    void takesJsonByAnyName(String type) throws IOException {
        String reply = RawClient.exchange(
                port, head("POST /complete") + "Content-Type: " + type + "\r\nContent-Length: 2\r\n\r\n{}");

        assertThat(reply).startsWith("HTTP/1.1 200");
    }

    @Test
    void takesNoCompressedBodies() {
        isProblem(
                client.post()
                        .uri("/complete")
                        .header("X-API-Key", TestObjects.KEY)
                        .header("Content-Type", "application/json")
                        .header("Content-Encoding", "gzip")
                        .bodyValue(TestObjects.QUESTION)
                        .exchange(),
                415,
                "unsupported_media_type");
    }

    @Test
    void servesJsonOnly() {
        isProblem(accepting("application/pdf"), 406, "not_acceptable");
        isProblem(accepting("application/json;q=0, text/html"), 406, "not_acceptable");
        isProblem(accepting("///"), 406, "not_acceptable");
        accepting("text/html, */*;q=0.1").expectStatus().isOk();
        accepting("application/*").expectStatus().isOk();
    }

    @Test
    void takesABodyOfExactlyTheLimit() throws Exception {
        post("/complete", "x".repeat(65536)).expectStatus().isOk();

        assertThat(AGENT.taken().body()).hasSize(65536);
    }

    @Test
    void refusesABodyThatDeclaresTooMuch() {
        isProblem(post("/complete", "x".repeat(65537)), 413, "payload_too_large");
        assertThat(AGENT.started()).isZero();
    }

    @Test
    void refusesABodyThatTurnsOutTooLong() {
        isProblem(
                client.post()
                        .uri("/complete")
                        .header("X-API-Key", TestObjects.KEY)
                        .header("Content-Type", "application/json")
                        .body(Flux.range(0, 17).map(i -> "x".repeat(4096)), String.class)
                        .exchange(),
                413,
                "payload_too_large");
        assertThat(AGENT.waiting())
                .as("nothing incomplete is taken for a question")
                .isZero();
    }

    @Test
    void streamsABodyOfUnknownLengthThatFits() throws Exception {
        client.post()
                .uri("/complete")
                .header("X-API-Key", TestObjects.KEY)
                .header("Content-Type", "application/json")
                .body(Flux.range(0, 16).map(i -> "x".repeat(4096)), String.class)
                .exchange()
                .expectStatus()
                .isOk();

        assertThat(AGENT.taken().body()).hasSize(65536);
    }

    @Test
    void letsAClientThatIsStillSendingReadWhyItIsRefused() throws IOException {
        try (RawClient sender = new RawClient(port)) {
            sender.send(head("POST /complete") + JSON + "Content-Length: 8388608\r\n\r\n");
            byte[] part = new byte[65536];
            for (int i = 0; i < 128; i++) {
                sender.send(part);
            }

            assertThat(sender.readToEnd()).startsWith("HTTP/1.1 413").contains("payload_too_large");
        }
        try (RawClient sender = new RawClient(port)) {
            sender.send(head("POST /complete") + CHUNKED);
            for (int i = 0; i < 2000; i++) {
                sender.send(CHUNK);
            }
            sender.send("0\r\n\r\n");

            assertThat(sender.readToEnd()).startsWith("HTTP/1.1 413").contains("payload_too_large");
        }
    }

    @Test
    void hangsUpOnAClientThatNeverStopsSending() throws IOException {
        try (RawClient sender = new RawClient(port)) {
            sender.send(head("POST /complete") + CHUNKED);
            long end = System.nanoTime() + 15_000_000_000L;
            while (System.nanoTime() < end) {
                sender.send(CHUNK);
            }
        } catch (IOException hungUp) {
            return;
        }
        throw new AssertionError("could send for 15 s");
    }

    @Test
    void refusesATooLongBodyBeforeItIsSent() throws IOException {
        String reply = RawClient.exchange(
                port,
                head("POST /complete").replace("Connection: close\r\n", "") + JSON
                        + "Content-Length: 100000\r\nExpect: 100-continue\r\n\r\n");

        assertThat(reply).startsWith("HTTP/1.1 413").doesNotContain("100 Continue");
    }

    @Test
    void asksForABodyThatIsHeldBackWhenItIsWelcome() throws Exception {
        try (RawClient sender = new RawClient(port)) {
            sender.send(head("POST /complete") + JSON + "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n");
            sender.send("{}");

            assertThat(sender.readToEnd()).startsWith("HTTP/1.1 100 Continue").contains("HTTP/1.1 200 OK");
        }
        assertThat(AGENT.taken().body()).isEqualTo("{}");
    }

    @Test
    void waitsForASlowBodyNoLongerThanForAnAnswer() throws IOException {
        try (RawClient sender = new RawClient(port)) {
            sender.send(head("POST /complete") + JSON + "Content-Length: 100\r\n\r\n{");

            assertThat(sender.readToEnd()).startsWith("HTTP/1.1 504").contains("deadline_exceeded");
        }
    }

    @Test
    void tellsTheFirstOfSeveralReasons() {
        WebTestClient.RequestBodySpec wrongInEveryWay = client.method(HttpMethod.PUT)
                .uri("/no/such/path")
                .header("Accept", "image/png")
                .header("Content-Type", "text/plain")
                .header("X-Forwarded-For", "198.51.103.1");

        wrongInEveryWay.bodyValue("x".repeat(70_000)).exchange().expectStatus().isUnauthorized();
        isProblem(
                client.post()
                        .uri("/complete")
                        .header("X-API-Key", TestObjects.KEY)
                        .header("Content-Type", "text/plain")
                        .bodyValue("x".repeat(70_000))
                        .exchange(),
                415,
                "unsupported_media_type");
    }

    @Test
    void letsPagesOfAnyOriginCall() {
        client.options()
                .uri("/complete")
                .header("Origin", "null")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type,x-api-key")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Access-Control-Allow-Origin", "*")
                .expectHeader()
                .valueEquals("Access-Control-Allow-Methods", "POST")
                .expectHeader()
                .valueEquals("Access-Control-Allow-Headers", "content-type, x-api-key");
        client.get()
                .uri("/capabilities")
                .header("Origin", "https://page.example")
                .header("X-Forwarded-For", "198.51.103.2")
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .valueEquals("Access-Control-Allow-Origin", "*")
                .expectHeader()
                .value("Access-Control-Expose-Headers", exposed -> assertThat(exposed)
                        .contains("Retry-After", "X-Request-Id", "RateLimit"));
        client.post()
                .uri("/complete")
                .header("Origin", "https://page.example")
                .header("X-API-Key", TestObjects.KEY)
                .header("Content-Type", "application/json")
                .bodyValue(TestObjects.QUESTION)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Access-Control-Allow-Origin", "*");
        assertThat(AGENT.started()).isEqualTo(1);
    }

    @Test
    void tellsBrowsersNotToGuessAndNobodyWhoServes() {
        get("/capabilities")
                .expectHeader()
                .valueEquals("X-Content-Type-Options", "nosniff")
                .expectHeader()
                .valueEquals("Cache-Control", "no-store")
                .expectHeader()
                .value("Content-Security-Policy", policy -> assertThat(policy).startsWith("default-src 'none'"))
                .expectHeader()
                .doesNotExist("Server");
        get("/nothing").expectHeader().valueEquals("X-Content-Type-Options", "nosniff");
    }

    private WebTestClient.ResponseSpec accepting(String accept) {
        return client.get()
                .uri("/capabilities")
                .header("X-API-Key", TestObjects.KEY)
                .header("Accept", accept)
                .exchange();
    }
}
