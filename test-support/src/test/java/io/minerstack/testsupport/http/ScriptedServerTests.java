package io.minerstack.testsupport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScriptedServerTests {

    private final ScriptedServer server = ScriptedServer.start();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void stop() {
        client.shutdownNow();
        server.close();
    }

    @Test
    void recordsRequestsAndAnswersAsTold() throws Exception {
        server.answer(Answer.of(503, "text/plain", "wait", Map.of("Retry-After", "7")));

        HttpResponse<String> response = post("/a?b=c", BodyPublishers.ofString("häh"));

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).contains("7");
        assertThat(response.headers().firstValue("Content-Type")).contains("text/plain");
        assertThat(response.body()).isEqualTo("wait");
        ReceivedRequest request = server.take();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo("/a?b=c");
        assertThat(request.path()).isEqualTo("/a");
        assertThat(request.header("x-mark")).isEqualTo("here");
        assertThat(request.body()).isEqualTo("häh");
        assertThat(server.requests("POST", "/a")).containsExactly(request);
        assertThat(server.requests("GET", "/a")).isEmpty();
        assertThat(server.receivedBodyBytes()).isEqualTo(4);
    }

    @Test
    void readsChunkedBodies() throws Exception {
        post("/", BodyPublishers.fromPublisher(BodyPublishers.ofString("x".repeat(100_000))));

        assertThat(server.take().body()).hasSize(100_000);
    }

    @Test
    void choosesTheAnswerByQueueThenLongestPathThenDefault() throws Exception {
        server.answer(Answer.json(200, "default"));
        server.answer("/a", Answer.json(200, "a"));
        server.answer("/a/b", Answer.json(200, "b"));
        server.next(Answer.json(200, "first"), Answer.json(200, "second"));

        assertThat(get("/a").body()).isEqualTo("first");
        assertThat(get("/").body()).isEqualTo("second");
        assertThat(get("/a/b/c").body()).isEqualTo("b");
        assertThat(get("/a/c").body()).isEqualTo("a");
        assertThat(get("/c").body()).isEqualTo("default");

        server.reset();
        assertThat(get("/a").body()).isEqualTo("{}");
        assertThat(server.startedCount()).isEqualTo(1);
    }

    @Test
    void doesNotRecordRequestsInTheBackground() throws Exception {
        server.background("/health", Answer.json(200, "up"));

        assertThat(get("/health").body()).isEqualTo("up");
        assertThat(server.requests()).isEmpty();
        assertThat(server.startedCount()).isZero();
    }

    @Test
    void keepsConnectionsUnlessTheClientAsksToClose() throws IOException {
        String reply = exchange("GET /one HTTP/1.1\r\n\r\nGET /two HTTP/1.1\r\nConnection: close\r\n\r\n");

        assertThat(reply.split("HTTP/1.1 200", -1)).hasSize(3);
        assertThat(reply).endsWith("{}");
        assertThat(server.take().target()).isEqualTo("/one");
        assertThat(server.take().target()).isEqualTo("/two");
    }

    @Test
    void sendsPartsWhenTheyAreWritten() throws IOException {
        server.answer((request, response) -> {
            response.start(200, "text/plain");
            response.write("one");
            response.write("three");
        });

        assertThat(exchange("GET / HTTP/1.1\r\nConnection: close\r\n\r\n"))
                .contains("Transfer-Encoding: chunked")
                .endsWith("\r\n\r\n3\r\none\r\n5\r\nthree\r\n0\r\n\r\n");
    }

    @Test
    void breaksOffAResponseThatIsShorterThanItsLength() {
        server.answer((request, response) -> {
            response.header("Content-Length", "1000");
            response.start(200, "text/plain");
            response.write("short");
        });

        assertThatThrownBy(() -> get("/")).isInstanceOf(IOException.class);
    }

    @Test
    void closesTheConnectionWithoutAResponse() throws IOException {
        server.next(Answer.disconnect(), (request, response) -> {});

        assertThat(exchange("GET / HTTP/1.1\r\n\r\n")).isEmpty();
        assertThat(exchange("GET / HTTP/1.1\r\n\r\n")).isEmpty();
    }

    @Test
    void seesAClientThatGoesAwayBeforeTheAnswer() throws IOException {
        server.answer(Answer.never());
        try (RawHttpClient leaving = new RawHttpClient(server.port())) {
            leaving.send("GET / HTTP/1.1\r\n\r\n");
            server.take();
        }

        server.awaitDisconnect();
    }

    @Test
    void seesAClientThatGoesAwayInTheMiddleOfItsBody() throws IOException {
        try (RawHttpClient leaving = new RawHttpClient(server.port())) {
            leaving.send("POST / HTTP/1.1\r\nContent-Length: 100\r\n\r\nxyz");
        }

        server.awaitDisconnect();
        assertThat(server.startedCount()).isEqualTo(1);
        assertThat(server.receivedBodyBytes()).isEqualTo(3);
        assertThat(server.untakenCount()).isZero();
    }

    @Test
    void refusesALongBodyWithoutReadingIt() throws Exception {
        server.refuseBodiesOver(10, Answer.problem(413, "{\"error\":\"payload_too_large\"}"));

        HttpResponse<String> response = post("/", BodyPublishers.ofString("x".repeat(5_000_000)));

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).contains("payload_too_large");
        assertThat(server.receivedBodyBytes()).isZero();
        assertThat(post("/", BodyPublishers.ofString("short")).statusCode()).isEqualTo(200);
    }

    @Test
    void answersAfterAPause() throws Exception {
        long started = System.nanoTime();
        server.answer(Answer.json(200, "late").withHeader("X-Mark", "there").after(Duration.ofMillis(200)));

        assertThat(get("/").headers().firstValue("X-Mark")).contains("there");
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThan(Duration.ofMillis(190));
    }

    @Test
    void listensOnTheSamePortAgain() throws Exception {
        get("/");
        server.stop();
        assertThatThrownBy(() -> get("/")).isInstanceOf(IOException.class);

        server.listen();
        assertThat(get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void answers500WhereAScriptFails() throws Exception {
        server.answer((request, response) -> {
            throw new IllegalStateException("a mistake");
        });

        assertThat(get("/").statusCode()).isEqualTo(500);
    }

    private String exchange(String request) throws IOException {
        return RawHttpClient.exchange(server.port(), request);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.url() + path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, BodyPublisher body) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .header("X-Mark", "here")
                        .POST(body)
                        .build(),
                BodyHandlers.ofString());
    }
}
