package io.minerstack.llmproxy.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.minerstack.llmproxy.ProxyClient;
import io.minerstack.llmproxy.ProxyReply;
import io.minerstack.llmproxy.TestRequests;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The responses of many model servers, byte by byte as those servers send them, and what the caller gets. */
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "LLM_PROVIDER=openai",
            "OPENAI_API_KEY=test-only",
            "OPENAI_MODEL=m",
            "LLM_USAGE_GRACE=150ms",
            "LLM_INTER_TOKEN_TIMEOUT=2"
        })
class ServerFormsIT {

    private static final String EVENTS = "text/event-stream";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<HttpHeaders> RECEIVED = new CopyOnWriteArrayList<>();
    private static volatile Answer answer = response -> response.status(500).send();
    private static final DisposableServer MODEL = HttpServer.create()
            .port(0)
            .handle((request, response) -> {
                RECEIVED.add(request.requestHeaders().copy());
                return answer.send(response);
            })
            .bindNow();

    @Autowired
    private CircuitBreakerRegistry breakers;

    @LocalServerPort
    private int port;

    @SuppressWarnings("NullAway.Init")
    private ProxyClient client;

    private interface Answer {
        Mono<Void> send(HttpServerResponse response);
    }

    @DynamicPropertySource
    static void address(DynamicPropertyRegistry registry) {
        registry.add("OPENAI_BASE_URL", () -> "http://127.0.0.1:" + MODEL.port() + "/v1");
    }

    @BeforeEach
    void reset() {
        client = new ProxyClient(port);
        breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
        RECEIVED.clear();
    }

    @AfterEach
    void closeClient() {
        client.close();
    }

    /** Streams that contain the whole answer "One two three." in the form of some server. */
    enum Form {
        /** ollama/ollama#4357, sgl-project/sglang#3912: an empty finish reason in every event. */
        EMPTY_FINISH_REASON(
                delta("\"role\":\"assistant\",\"content\":\"One \"", "\"\""),
                delta("\"content\":\"two \"", "\"\""),
                delta("\"content\":\"three.\"", "\"\""),
                delta("", "\"stop\"")),
        /** BerriAI/litellm#16272: text and thoughts in parts. */
        PARTS(
                delta(
                        "\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"Hm\"}]}]",
                        "null"),
                delta("\"content\":[{\"type\":\"text\",\"text\":\"One two \"}]", "null"),
                delta("\"content\":\"three.\"", "null"),
                delta("\"content\":[]", "\"stop\"")),
        /** QwenLM/qwen-code#9884: the finish reason of a normal end in every event, in capitals. */
        FINISH_REASON_IN_EVERY_EVENT(
                delta("\"content\":\"One \"", "\"STOP\""),
                delta("\"content\":\"two \"", "\"STOP\""),
                delta("\"content\":\"three.\"", "\"STOP\"")),
        /** AbanteAI/archive-old-cli-mentat#429 and microsoft/autogen#6465: Azure. */
        AZURE(
                "data: {\"id\":\"\",\"choices\":[],\"created\":0,\"model\":\"\",\"object\":\"\","
                        + "\"prompt_filter_results\":[]}\n\n",
                delta("\"content\":\"One two three.\"", "null"),
                delta("", "\"stop\""),
                "data: {\"id\":\"\",\"choices\":[{\"finish_reason\":null,\"index\":0,\"content_filter_offsets\":{}}],"
                        + "\"created\":0,\"model\":\"\",\"object\":\"\"}\n\n"),
        /** openai/openai-go#227: comments while the router waits. */
        COMMENTS(
                ": OPENROUTER PROCESSING\n\n: OPENROUTER PROCESSING\n\n",
                delta("\"content\":\"One two three.\"", "null"),
                ":\n\ndata:\n\n",
                delta("", "\"stop\"")),
        /** ggml-org/llama.cpp#14268: no blank line between two events. */
        SEVERAL_VALUES(
                delta("\"content\":\"One \"", "null").stripTrailing() + "\n" + delta("\"content\":\"two \"", "null"),
                delta("\"content\":\"three.\"", "\"stop\"")),
        /** The last event repeats the whole answer. */
        MESSAGE_AT_THE_END(
                delta("\"content\":\"One two three.\"", "null"),
                "data: {\"choices\":[{\"index\":0,\"finish_reason\":\"stop\","
                        + "\"message\":{\"content\":\"One two three.\"}}]}\n\n"),
        /** NVIDIA/NeMo-Agent-Toolkit#889: each piece is a message. */
        MESSAGES_WITH_PIECES(
                message("One two", "null"), message(" three", "null"), message(".", "null"), message("", "\"stop\"")),
        /** Amm1rr/WebAI-to-API#55, swuecho/chat#687: each message holds the whole text so far. */
        MESSAGES_WITH_THE_TEXT_SO_FAR(
                message("One two", "null"), message("One two three", "null"), message("One two three.", "\"stop\"")),
        /** The reasoning comes in deltas, the answer in a message that repeats the reasoning. */
        MESSAGE_AFTER_REASONING(
                delta("\"reasoning_content\":\"Hm, \"", "null"),
                delta("\"reasoning_content\":\"three.\"", "null"),
                "data: {\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":"
                        + "{\"reasoning_content\":\"Hm, three.\",\"content\":\"One two three.\"}}]}\n\n"),
        /** Perplexity: the delta is new, the message beside it repeats all. */
        MESSAGE_BESIDE_DELTA(
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"One two\"},"
                        + "\"message\":{\"content\":\"One two\"}}]}\n\n",
                "data: {\"choices\":[{\"index\":0,\"message\":{\"content\":\"One two three.\"},"
                        + "\"delta\":{\"content\":\" three.\"},\"finish_reason\":\"stop\"}]}\n\n"),
        /** Lines that end with CR and LF, or with CR alone. */
        CARRIAGE_RETURNS(
                delta("\"content\":\"One two three.\"", "null").replace("\n", "\r\n"),
                delta("", "\"stop\"").replace("\n", "\r"));

        @SuppressWarnings("ImmutableEnumChecker") // List.of
        private final List<String> parts;

        Form(String... parts) {
            this.parts = new ArrayList<>(List.of(parts));
            this.parts.add("data: [DONE]\n\n");
        }
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void answersWhole(Form form) {
        answer = streaming(EVENTS, Duration.ofMillis(250), form.parts);

        assertWhole(client.ask(false), "One two three.");
        assertWhole(client.ask(true), "One two three.");
    }

    @Test
    void writesTheRelayedEventsAnew() {
        answer = streaming(
                EVENTS,
                Duration.ZERO,
                List.of(
                        "data: {\"id\":\"\",\"model\":\"\",\"choices\":[{\"delta\":{\"content\":\"a\"},\"x\":1}]}\n\n",
                        "data: {\"id\":\"late\",\"choices\":[{\"delta\":{\"content\":\"b\"},"
                                + "\"finish_reason\":\"eos\"}]}\n\n"));

        ProxyReply reply = client.send("{\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}");

        List<JsonNode> events = reply.response()
                .body()
                .lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> JSON.readTree(line.substring(6)))
                .toList();
        assertThat(events).allSatisfy(event -> {
            assertThat(event.path("object").asString()).isEqualTo("chat.completion.chunk");
            assertThat(event.path("id").asString())
                    .startsWith("chatcmpl-")
                    .isEqualTo(events.getFirst().path("id").asString());
            assertThat(event.path("model").asString()).isEqualTo("m");
            assertThat(event.path("created").asLong()).isPositive();
            assertThat(event.at("/choices/0/index").isInt()).isTrue();
        });
        assertThat(reply.finishReason()).isEqualTo("stop");
        assertThat(reply.response().body()).doesNotContain("\"x\"");
    }

    /** Half of a character can't be written: the halves of one character may come in two events. */
    @Test
    void joinsTheHalvesOfACharacter() {
        answer = streaming(
                EVENTS,
                Duration.ZERO,
                List.of(
                        delta("\"content\":\"One \\ud83d\"", "null"),
                        delta("\"content\":\"\\ude00 two \\ud83d three.\"", "\"stop\"")));

        assertWhole(client.ask(false), "One \uD83D\uDE00 two \uFFFD three.");
        assertWhole(client.ask(true), "One \uD83D\uDE00 two \uFFFD three.");
    }

    /** AstrBotDevs/AstrBot#6692, openai/openai-python#2806, mozilla-ai/any-llm#1148: missing or equal indexes. */
    @ParameterizedTest(name = "index {0}")
    @ValueSource(strings = {"", "\"index\":0,"})
    void keepsToolCallsApart(String index) {
        answer = streaming(
                EVENTS,
                Duration.ZERO,
                List.of(
                        delta("\"tool_calls\":[{" + index + call("a", "first", "{\\\"x\\\":") + "}]", "null"),
                        delta("\"tool_calls\":[{" + index + "\"function\":{\"arguments\":\"1}\"}}]", "null"),
                        delta("\"tool_calls\":[{" + index + call("b", "second", "{}") + "}]", "null"),
                        delta("", "\"tool_calls\"")));

        JsonNode calls = client.ask(false).body().at("/choices/0/message/tool_calls");

        assertThat(calls).hasSize(2);
        assertThat(calls.at("/0/function/name").asString()).isEqualTo("first");
        assertThat(calls.at("/0/function/arguments").asString()).isEqualTo("{\"x\":1}");
        assertThat(calls.at("/1/function/name").asString()).isEqualTo("second");
        assertThat(client.ask(true).response().body()).contains("\"index\":1");
    }

    private static String call(String id, String name, String arguments) {
        return "\"id\":\"" + id + "\",\"type\":\"function\",\"function\":{\"name\":\"" + name + "\",\"arguments\":\""
                + arguments + "\"}";
    }

    /** nearai/private-ml-sdk#20, symfony/ai#2170: the header is missing or says something else. */
    @ParameterizedTest
    @ValueSource(strings = {"", "application/json", "text/plain", "application/octet-stream"})
    void readsAStreamWithoutItsHeader(String contentType) {
        answer = streaming(contentType, Duration.ZERO, Form.EMPTY_FINISH_REASON.parts);

        assertWhole(client.ask(false), "One two three.");
    }

    /** tinyhumansai/tinyagents#56, mistralai/mistral-vibe#619, decolua/9router#3492: JSON instead of a stream. */
    @ParameterizedTest
    @ValueSource(strings = {"application/json", EVENTS})
    void readsAWholeCompletion(String contentType) {
        answer = streaming(contentType, Duration.ZERO, List.of("""
                {
                  "id":"c1","object":"chat.completion","created":1760000000,"model":"m",
                  "choices":[{"index":0,"message":{"role":"assistant","content":"Paris."},"finish_reason":"stop"}],
                  "usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}
                }
                """));

        assertWhole(client.ask(false), "Paris.");
        ProxyReply stream = client.ask(true);
        assertWhole(stream, "Paris.");
        assertThat(stream.usage().path("total_tokens").asInt()).isEqualTo(11);
    }

    /** Wei-Shaw/claude-relay-service#1027, epam/ai-dial-core#1643: a relay compresses though nobody asked. */
    @Test
    void readsAGzippedStream() {
        answer = response -> response.header("Content-Type", EVENTS)
                .header("Content-Encoding", "gzip")
                .sendByteArray(Mono.fromCallable(() -> gzip(String.join("", Form.EMPTY_FINISH_REASON.parts))))
                .then();

        assertWhole(client.ask(false), "One two three.");
        assertWhole(client.ask(true), "One two three.");
        assertThat(RECEIVED.getFirst().getAll("Accept-Encoding")).containsExactly("identity");
    }

    @Test
    void readsAGzippedError() {
        answer = response -> response.status(400)
                .header("Content-Encoding", "gzip")
                .sendByteArray(
                        Mono.fromCallable(() -> gzip("{\"error\":\"prompt is too long: 9000 tokens > 8192 maximum\"}")))
                .then();

        ProxyReply reply = client.ask(false);

        assertThat(reply.errorCode()).isEqualTo("context_length_exceeded");
        assertThat(reply.error().path("prompt_tokens").asInt()).isEqualTo(9_000);
        assertThat(reply.error().path("context_tokens").asInt()).isEqualTo(8_192);
    }

    @Test
    void namesAContentCodingThatItCannotRead(CapturedOutput output) {
        answer = response -> response.header("Content-Type", EVENTS)
                .header("Content-Encoding", "compress")
                .sendString(Mono.just("rubbish"))
                .then();

        assertThat(client.ask(false).status()).isEqualTo(502);
        assertThat(output).contains("content coding not supported: compress");
    }

    /** A minute of a model that reasons, with the long events of some servers, is more than 4 MB. */
    @Test
    void readsTwelveThousandLongEvents() {
        String filler = "x".repeat(400);
        answer = streaming(
                EVENTS,
                Duration.ZERO,
                List.of(
                        ("data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}],\"pad\":\"" + filler + "\"}\n\n")
                                .repeat(12_000),
                        delta("", "\"stop\"")));

        assertWhole(client.ask(false), "a".repeat(12_000));
    }

    @Test
    void keepsNoMoreThanFourMebibytesOfText(CapturedOutput output) {
        String event = delta("\"content\":\"" + "x".repeat(1_000_000) + "\"", "null");
        answer = streaming(EVENTS, Duration.ZERO, List.of(event, event, event, event, event, delta("", "\"stop\"")));

        assertThat(client.ask(false).status()).isEqualTo(502);
        assertThat(output).contains("the text of the answer is too long");
    }

    /** Answers that broke off. The text must never pass for the whole answer. */
    enum Broken {
        /** vllm-project/vllm#57082, OleksandrChekhovskyi/hax#15. */
        ABORT(delta("\"content\":\"half\"", "null"), delta("", "\"abort\""), "data: [DONE]\n\n"),
        UNKNOWN_REASON(delta("\"content\":\"half\"", "null"), delta("", "\"whatever\""), "data: [DONE]\n\n"),
        NO_REASON(delta("\"content\":\"half\"", "\"\""), "data: [DONE]\n\n"),
        /** damianvtran/local-operator#223: OpenRouter. */
        ERROR_EVENT(
                delta("\"content\":\"half\"", "null"),
                "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"error\"}],\"error\":{\"code\":502}}\n\n"),
        /** coddy-project/coddy-agent#106: llama.cpp until 2025. */
        ERROR_FIELD(
                delta("\"content\":\"half\"", "null"),
                "error: {\"code\":500,\"message\":\"slot died\"}\n\ndata: [DONE]\n\n"),
        ERROR_LINE(delta("\"content\":\"half\"", "null"), "{\"detail\":\"engine died\"}\n"),
        /** The end of a text, or the same piece once more? */
        UNCLEAR_MESSAGES(message("ha", "null"), message("half", "null"), message("", "\"stop\""), "data: [DONE]\n\n"),
        CONTRADICTORY_MESSAGES(
                message("ha", "null"), message("half", "null"), message("London", "\"stop\""), "data: [DONE]\n\n"),
        /** amd/gaia#3501: an event that can't be read is a part of the answer. */
        UNREADABLE(
                delta("\"content\":\"half\"", "null"),
                "data: {\"choices\":[{\"del\n\n",
                delta("", "\"stop\""),
                "data: [DONE]\n\n"),
        /** QwenLM/qwen-code#9884 sends a finish reason with every event: an error in between ends half an answer. */
        ERROR_AFTER_REPEATED_REASON(
                delta("\"content\":\"ha\"", "\"STOP\""),
                delta("\"content\":\"lf\"", "\"STOP\""),
                "data: {\"error\":{\"message\":\"engine died\",\"code\":500}}\n\n"),
        ERROR_AFTER_REASON_WITH_A_TOKEN(
                delta("\"content\":\"half\"", "\"stop\""),
                "event: error\ndata: {\"message\":\"engine died\"}\n\n",
                "data: [DONE]\n\n"),
        UNREADABLE_AFTER_REPEATED_REASON(
                delta("\"content\":\"half\"", "\"stop\""), "data: {\"choices\":[{\"del\n\n", "data: [DONE]\n\n"),
        /** The finish reason stands in the first event, which has the role and no token. */
        ERROR_AFTER_REASON_BEFORE_THE_FIRST_TOKEN(
                delta("\"role\":\"assistant\",\"content\":\"\"", "\"stop\""),
                delta("\"content\":\"half\"", "\"stop\""),
                "data: {\"error\":\"engine died\"}\n\n"),
        UNKNOWN_PART(
                delta("\"content\":\"half\"", "null"),
                delta("\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"x\"}}]", "\"stop\""));

        @SuppressWarnings("ImmutableEnumChecker") // List.of
        private final List<String> parts;

        Broken(String... parts) {
            this.parts = List.of(parts);
        }
    }

    @ParameterizedTest
    @EnumSource(Broken.class)
    void neverPassesHalfAnAnswerOff(Broken broken) {
        answer = streaming(EVENTS, Duration.ofMillis(50), broken.parts);

        assertThat(client.ask(false).status()).isIn(502, 503);
        ProxyReply stream = client.ask(true);
        assertThat(stream.errorCode()).isEqualTo("stream_interrupted");
        assertThat(stream.finishReason()).isEmpty();
        breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
        ProxyReply partial = client.ask(false, "X-Partial-Answer", "accept");
        assertThat(partial.body().path("partial").asBoolean()).isTrue();
        assertThat(partial.text()).isEqualTo("half");
    }

    /** A finish reason that comes with a token ends nothing: the next token may take its time. */
    @Test
    void waitsForTheNextTokenAfterAFinishReasonThatCameWithAToken() {
        answer = slowAfterTheFirst(
                Duration.ofMillis(1_200),
                delta("\"content\":\"One \"", "\"STOP\""),
                delta("\"content\":\"two three.\"", "\"STOP\"") + "data: [DONE]\n\n");

        assertWhole(client.ask(false), "One two three.");
        assertWhole(client.ask(true), "One two three.");
    }

    /** The end of the body, the token counts and [DONE] make a finish reason with a token final. */
    @ParameterizedTest
    @ValueSource(strings = {"", "data: [DONE]\n\n", """
                data: {"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":3,"total_tokens":4}}

                data: {"error":"late"}

                """})
    void endsWithTheStreamAfterAFinishReasonThatCameWithAToken(String end) {
        answer = streaming(EVENTS, Duration.ZERO, List.of(delta("\"content\":\"One.\"", "\"stop\"") + end));

        assertWhole(client.ask(false), "One.");
        assertWhole(client.ask(true), "One.");
    }

    /** Without the end of the stream, only the deadline of the attempt ends the wait, and the answer is half. */
    @Test
    void neverTakesAStallAfterAFinishReasonThatCameWithATokenForTheEnd() {
        answer = response -> response.header("Content-Type", EVENTS)
                .sendObject(
                        Flux.concat(Flux.just(delta("\"content\":\"half\"", "\"STOP\"")), Flux.<String>never())
                                .map(part -> Unpooled.copiedBuffer(part, StandardCharsets.UTF_8)),
                        flushed -> true)
                .then();

        ProxyReply stream = client.ask(true, "X-Deadline", TestRequests.deadlineIn(Duration.ofSeconds(2)));

        assertThat(stream.errorCode()).isIn("stream_interrupted", "deadline_exceeded");
        assertThat(stream.finishReason()).isEmpty();
        ProxyReply partial = client.ask(
                false, "X-Partial-Answer", "accept", "X-Deadline", TestRequests.deadlineIn(Duration.ofSeconds(2)));
        assertThat(partial.body().path("partial").asBoolean()).isTrue();
        assertThat(partial.text()).isEqualTo("half");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"message\":\"engine\",\"code\":500}}",
                "{\"error\":\"engine\"}",
                "{\"status\":\"ok\"}",
                "Internal Server Error",
                "<html>",
                ""
            })
    void answers502ToA200WithoutAnAnswer(String body) {
        answer = streaming("application/json", Duration.ZERO, List.of(body));

        assertThat(client.ask(false).status()).isEqualTo(502);
        assertThat(client.ask(true).status()).isEqualTo(502);
    }

    private static void assertWhole(ProxyReply reply, String text) {
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).isEqualTo(text);
        assertThat(reply.complete()).isTrue();
    }

    private static String message(String content, String finishReason) {
        return "data: {\"choices\":[{\"index\":0,\"message\":{\"content\":\"" + content + "\"},\"finish_reason\":"
                + finishReason + "}]}\n\n";
    }

    private static String delta(String fields, String finishReason) {
        return "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1760000000,\"model\":\"m\","
                + "\"choices\":[{\"index\":0,\"delta\":{" + fields + "},\"finish_reason\":" + finishReason + "}]}\n\n";
    }

    private static Answer slowAfterTheFirst(Duration pause, String first, String rest) {
        return response -> response.header("Content-Type", EVENTS)
                .sendObject(
                        Flux.concat(Flux.just(first), Mono.delay(pause).thenReturn(rest))
                                .map(part -> Unpooled.copiedBuffer(part, StandardCharsets.UTF_8)),
                        flushed -> true)
                .then();
    }

    private static Answer streaming(String contentType, Duration gap, List<String> parts) {
        return response -> {
            if (!contentType.isEmpty()) {
                response.header("Content-Type", contentType);
            }
            Flux<String> body = gap.isZero()
                    ? Flux.fromIterable(parts)
                    : Flux.fromIterable(parts).delayElements(gap);
            return response.sendObject(
                            body.map(part -> Unpooled.copiedBuffer(part, StandardCharsets.UTF_8)), flushed -> true)
                    .then();
        };
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
