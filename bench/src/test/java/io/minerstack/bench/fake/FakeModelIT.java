package io.minerstack.bench.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.minerstack.testsupport.http.RawHttpClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FakeModelIT {

    private static final String ASK = """
            {"model":"m","messages":[{"role":"user","content":"Hello"}]}""";
    private static final String STREAM = """
            {"model":"m","stream":true,"stream_options":{"include_usage":true},
             "messages":[{"role":"user","content":"Hello"}]}""";

    private final FakeModel model = FakeModel.start().answering("one two three");
    /** Virtual threads, so that a test can count the server's threads. */
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    @AfterEach
    void stop() {
        client.shutdownNow();
        model.close();
    }

    @Test
    void sendsAWholeAnswerAndRecordsTheRequest() throws Exception {
        JsonNode body = JsonMapper.shared().readTree(ask(ASK).body());

        assertThat(body.at("/choices/0/message/content").asString()).isEqualTo("one two three");
        assertThat(body.at("/usage/completion_tokens").asInt()).isEqualTo(3);
        assertThat(model.attempts()).isEqualTo(1);
        assertThat(model.lastRequest().lastMessage()).isEqualTo("Hello");
        assertThat(model.lastRequest().header("X-Mark")).isEqualTo("here");
    }

    @Test
    void streamsTokensFinishReasonUsageAndDone() throws Exception {
        List<String> events =
                ask(STREAM).body().lines().filter(line -> !line.isEmpty()).toList();

        assertThat(events).hasSize(7);
        assertThat(events.get(1)).contains("\"content\":\"one \"");
        assertThat(events.get(4)).contains("\"finish_reason\":\"stop\"");
        assertThat(events.get(5)).contains("\"total_tokens\"");
        assertThat(events.get(6)).isEqualTo("data: [DONE]");
    }

    @Test
    void writesAllTokensAtOnceOrEachForItself() throws Exception {
        assertThat(writes(STREAM)).isOne();

        model.always(FakeResponse.ok().withGap(Duration.ZERO));
        assertThat(writes(STREAM)).isEqualTo(7);
    }

    /** Each write of a streamed answer is a chunk of its own, which begins with its size. */
    private long writes(String body) throws IOException {
        String reply = RawHttpClient.exchange(
                URI.create(model.url()).getPort(),
                "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body);
        return reply.lines()
                .filter(line -> line.matches("[0-9a-f]+") && !line.equals("0"))
                .count();
    }

    @Test
    void choosesTheAnswerByTheRequest() throws Exception {
        model.answering(request -> "You said " + request.lastMessage());

        assertThat(ask(ASK).body()).contains("You said Hello");
    }

    @Test
    void sendsQueuedResponsesFirst() throws Exception {
        model.next(FakeResponse.error(429, "rate_limit").header("Retry-After", "2"), FakeResponse.error(503));

        HttpResponse<String> limited = ask(ASK);
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValue("Retry-After")).contains("2");
        assertThat(limited.body()).contains("rate_limit");
        assertThat(ask(ASK).statusCode()).isEqualTo(503);
        assertThat(ask(ASK).statusCode()).isEqualTo(200);
    }

    @Test
    void rejectsOnlyPrefillRequests() throws Exception {
        model.always(FakeResponse.ok().refusingPrefill());

        assertThat(ask(ASK).statusCode()).isEqualTo(200);
        assertThat(ask(ASK.replace("user", "assistant")).statusCode()).isEqualTo(400);
    }

    @Test
    void closesTheConnectionInTheMiddleOfAStream() {
        model.always(FakeResponse.ok().cutAfter(2).withGap(Duration.ofMillis(5)));

        assertThatThrownBy(() -> ask(STREAM)).isInstanceOf(IOException.class);
        assertThat(model.cancelled()).isZero();
    }

    @Test
    void resetsTheConnectionBeforeAnyResponse() {
        model.always(FakeResponse.connectionReset());

        assertThatThrownBy(() -> ask(ASK)).isInstanceOf(IOException.class);
        assertThat(model.attempts()).isPositive();
    }

    @Test
    void leavesOutTheScriptedPartsOfAStream() throws Exception {
        model.next(
                FakeResponse.ok().ending(FakeResponse.StreamEnd.WITHOUT_FINISH_REASON),
                FakeResponse.ok().ending(FakeResponse.StreamEnd.WITHOUT_USAGE),
                FakeResponse.ok().malformedAfter(1));

        assertThat(ask(STREAM).body()).doesNotContain("stop").contains("[DONE]");
        assertThat(ask(STREAM).body()).doesNotContain("total_tokens").contains("stop");
        assertThat(ask(STREAM).body()).contains("{\"conte\n").contains("two");
    }

    @Test
    void staysSilentAndCountsACallerThatDisconnects() {
        model.always(FakeResponse.ok().silentAfter(1));
        CompletableFuture<HttpResponse<String>> waiting =
                client.sendAsync(request(STREAM), HttpResponse.BodyHandlers.ofString());
        await().atMost(Duration.ofSeconds(5)).until(() -> model.inFlight() == 1);
        assertThat(waiting).isNotDone();

        client.shutdownNow();

        await().atMost(Duration.ofSeconds(5)).until(() -> model.cancelled() == 1 && model.connections() == 0);
    }

    @Test
    void delaysResponsesWithoutAThreadForEachRequest() throws Exception {
        model.always(FakeResponse.ok().after(Duration.ofMillis(300)));
        int threads = Thread.activeCount();
        List<CompletableFuture<HttpResponse<String>>> all = Stream.generate(
                        () -> client.sendAsync(request(ASK), HttpResponse.BodyHandlers.ofString()))
                .limit(200)
                .toList();

        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);

        assertThat(all).allMatch(answer -> answer.join().statusCode() == 200);
        assertThat(Thread.activeCount()).isLessThan(threads + 60);
    }

    @Test
    void sendsARawResponseInPieces() throws Exception {
        model.always(FakeResponse.raw(raw(RawResponse.Ending.COMPLETE)));

        HttpResponse<String> answer = ask(ASK);

        assertThat(answer.statusCode()).isEqualTo(207);
        assertThat(answer.headers().firstValue("X-Kind")).contains("raw");
        assertThat(answer.body()).isEqualTo("one two");
    }

    @ParameterizedTest
    @EnumSource(
            value = RawResponse.Ending.class,
            names = {"CLOSED", "RESET"})
    void breaksTheConnectionAfterARawResponse(RawResponse.Ending ending) {
        model.always(FakeResponse.raw(raw(ending)));

        assertThatThrownBy(() -> ask(ASK)).isInstanceOf(IOException.class);
        assertThat(model.cancelled()).isZero();
    }

    @Test
    void choosesTheResponseByTheRequest() throws Exception {
        model.always(request -> request.stream() ? FakeResponse.error(503) : FakeResponse.ok());

        assertThat(ask(ASK).statusCode()).isEqualTo(200);
        assertThat(ask(STREAM).statusCode()).isEqualTo(503);
    }

    private static RawResponse raw(RawResponse.Ending ending) {
        return new RawResponse(
                207,
                Map.of("X-Kind", "raw"),
                List.of(
                        new RawResponse.Piece(Duration.ZERO, "one ".getBytes(StandardCharsets.UTF_8)),
                        new RawResponse.Piece(Duration.ofMillis(5), "two".getBytes(StandardCharsets.UTF_8))),
                ending);
    }

    @Test
    void listsItsModelAndReportsThatItIsHealthy() throws Exception {
        assertThat(get("/v1/models").body()).contains("\"id\":\"fake-model\"", "max_model_len");
        assertThat(get("/health").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> ask(String body) throws IOException, InterruptedException {
        return client.send(request(body), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(model.url() + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String body) {
        return HttpRequest.newBuilder(URI.create(model.url() + "/v1/chat/completions"))
                .header("Content-Type", "application/json")
                .header("X-Mark", "here")
                .timeout(Duration.ofSeconds(10))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }
}
