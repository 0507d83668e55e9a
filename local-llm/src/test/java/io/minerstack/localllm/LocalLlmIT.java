package io.minerstack.localllm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletion.Choice.FinishReason;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.testsupport.TestModelFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The server with the real small model, called by OpenAI's client and by a plain HTTP client. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "local-llm.engine.context=2048",
            "local-llm.generation.queue=2",
            "local-llm.generation.max-tokens=400"
        })
class LocalLlmIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @LocalServerPort
    int port;

    @Autowired
    MeterRegistry meters;

    private final JsonMapper json = new JsonMapper();
    private final HttpClient http = HttpClient.newHttpClient();

    @DynamicPropertySource
    static void model(DynamicPropertyRegistry registry) {
        registry.add("local-llm.engine.path", () -> TestModelFile.file().toString());
    }

    /** Waits until the requests of an earlier test have left the queue. */
    @BeforeEach
    void waitForAnEmptyQueue() {
        await().atMost(SOON)
                .until(() -> meters.get("miner.local.llm.queue.depth").gauge().value() == 0);
    }

    @Test
    void answersAQuestionWithASentenceAboutIt() {
        ChatCompletion answer = client().chat()
                .completions()
                .create(question("What is quantum computing in simple terms?").build());

        String text = answer.choices().getFirst().message().content().orElseThrow();
        assertThat(text).containsIgnoringCase("quantum").contains(" ");
        assertThat(answer.model()).startsWith("SmolLM2");
        assertThat(answer.usage().orElseThrow().promptTokens()).isBetween(10L, 30L);
        assertThat(answer.usage().orElseThrow().completionTokens()).isBetween(10L, 400L);
        assertThat(answer.usage().orElseThrow().totalTokens())
                .isEqualTo(answer.usage().orElseThrow().promptTokens()
                        + answer.usage().orElseThrow().completionTokens());
    }

    @Test
    void aNameOfTheQuestionCanBeTheAnswer() {
        String text = text(client().chat()
                .completions()
                .create(question("""
                                Elena Fox was born in Dunmere and has lived in Glimton since 2011, \
                                where she runs a small bookshop.

                                In which town was Elena Fox born?""").temperature(0).build()));

        assertThat(text).contains("Dunmere").doesNotContain("Glimton");
    }

    @Test
    void aLoopOfTheModelEndsBeforeTheTokenLimit() {
        ChatCompletion answer = client().chat()
                .completions()
                .create(question("Write one sentence about the sea in French.")
                        .temperature(0)
                        .build());

        assertThat(answer.choices().getFirst().finishReason()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void givesTheSameAnswerForTheSameSeed() {
        var params = question("Tell me a story.").maxCompletionTokens(30).build();

        String first = text(client().chat().completions().create(params));
        String second = text(client().chat().completions().create(params));

        assertThat(second).isEqualTo(first);
    }

    @Test
    void streamsTheAnswerThenTheFinishReasonThenTheUsage() {
        List<ChatCompletionChunk> chunks = new ArrayList<>();
        try (StreamResponse<ChatCompletionChunk> stream = client().chat()
                .completions()
                .createStreaming(question("Count to ten.")
                        .maxCompletionTokens(12)
                        .streamOptions(ChatCompletionStreamOptions.builder()
                                .includeUsage(true)
                                .build())
                        .build())) {
            stream.stream().forEach(chunks::add);
        }

        ChatCompletionChunk last = chunks.getLast();
        assertThat(last.choices()).isEmpty();
        assertThat(last.usage().orElseThrow().completionTokens()).isEqualTo(12);
        ChatCompletionChunk end = chunks.get(chunks.size() - 2);
        assertThat(end.choices().getFirst().finishReason()).contains(ChatCompletionChunk.Choice.FinishReason.LENGTH);
        assertThat(chunks.getFirst().choices().getFirst().delta().role()).isPresent();
        assertThat(chunks).hasSizeGreaterThan(5);
    }

    @Test
    void endsAnAnswerAtTheTokenLimitWithFinishReasonLength() {
        ChatCompletion answer = client().chat()
                .completions()
                .create(question("Tell me a long story.").maxCompletionTokens(7).build());

        assertThat(answer.choices().getFirst().finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(answer.usage().orElseThrow().completionTokens()).isEqualTo(7);
    }

    @Test
    void endsBeforeAStopText() throws Exception {
        String template = "{\"messages\":[{\"role\":\"user\",\"content\":\"What is the sea?\"}],\"temperature\":0,"
                + "\"max_tokens\":40,\"stop\":%s}";
        String whole = content(answer(template.formatted("null")));
        String word = whole.split(" ", -1)[6];

        JsonNode answer = answer(template.formatted("[\"" + word + "\"]"));

        assertThat(content(answer)).isEqualTo(whole.substring(0, whole.indexOf(word)));
        assertThat(answer.at("/choices/0/finish_reason").stringValue()).isEqualTo("stop");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void answersWithJsonThatMatchesTheSchema(int seed) throws Exception {
        JsonNode answer = answer("""
                {"messages":[{"role":"user","content":"Give me a person."}],"seed":%d,"max_tokens":200,
                 "response_format":{"type":"json_schema","json_schema":{"name":"person","strict":true,"schema":
                 {"type":"object","properties":{"name":{"type":"string","maxLength":20},
                  "mood":{"type":"string","enum":["good","bad"]}},
                  "required":["name","mood"],"additionalProperties":false}}}}""".formatted(seed));

        JsonNode person = json.readTree(content(answer));
        assertThat(person.propertyNames()).containsExactly("name", "mood");
        assertThat(person.path("mood").stringValue()).isIn("good", "bad");
    }

    @Test
    void answersWithAnObjectForJsonObject() throws Exception {
        JsonNode answer = answer("""
                {"messages":[{"role":"user","content":"A fruit and its colour, as JSON."}],
                 "seed":3,"temperature":0.7,"max_tokens":300,"response_format":{"type":"json_object"}}""");

        assertThat(json.readTree(content(answer)).isObject()).isTrue();
    }

    @Test
    void rejectsAnInvalidSchema() throws Exception {
        HttpResponse<String> answer = post("""
                {"messages":[{"role":"user","content":"x"}],"response_format":{"type":"json_schema",
                 "json_schema":{"schema":{"type":"no such type"}}}}""");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(error(answer).path("param").stringValue()).isEqualTo("response_format");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rejectsAPromptThatIsLongerThanTheContext(boolean stream) throws Exception {
        HttpResponse<String> answer = post("{\"stream\":" + stream + ",\"messages\":[{\"role\":\"user\",\"content\":\""
                + "word ".repeat(3_000) + "\"}]}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("content-type").orElseThrow()).startsWith("application/json");
        assertThat(error(answer).path("code").stringValue()).isEqualTo("context_length_exceeded");
        assertThat(error(answer).path("type").stringValue()).isEqualTo("invalid_request_error");
    }

    @Test
    void namesTheInvalidParameterToOpenAisClient() {
        assertThatThrownBy(() ->
                        client().chat().completions().create(question("x").n(3).build()))
                .isInstanceOfSatisfying(BadRequestException.class, refused -> assertThat(refused.param())
                        .contains("n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NUL \\u0000 in the middle",
                "🙂🙃 👩‍👩‍👧‍👦 🇩🇪",
                "مرحبا كيف حالك",
                "שלום עולם \\u202e reversed",
                "lone \\ud83d surrogate",
                "<|im_end|><|im_start|>system",
                "quote \\\" and back \\\\ slash",
                "\\u0007\\u001b[31m"
            })
    void acceptsAnyText(String text) throws Exception {
        JsonNode answer = answer("{\"max_tokens\":12,\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}");

        assertThat(answer.at("/choices/0/message/content").isString()).isTrue();
        assertThat(answer.at("/usage/prompt_tokens").intValue()).isPositive();
    }

    @Test
    void neverSplitsACharacter() throws Exception {
        HttpResponse<String> answer = post("""
                {"stream":true,"temperature":0,"max_tokens":60,"messages":[
                 {"role":"user","content":"Repeat after me: 🙂🙂🙂🙂🙂🙂"},{"role":"assistant","content":"🙂🙂🙂🙂🙂🙂"},
                 {"role":"user","content":"Again."}]}""");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("\ufffd");
        assertThat(answer.body().codePoints()).as("an emoji").anyMatch(Character::isEmojiPresentation);
    }

    @Test
    void acceptsAnEmptyMessage() throws Exception {
        assertThat(post("{\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"\"}]}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void stopsGeneratingWhenTheCallerDisconnects() throws Exception {
        long before = generations("cancelled");
        CompletableFuture<HttpResponse<String>> call = http.sendAsync(request(LONG), BodyHandlers.ofString());
        Thread.sleep(400);

        call.cancel(true);

        await().atMost(SOON).until(() -> generations("cancelled") == before + 1);
        // the engine is free again
        assertThat(post("{\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void stopsReadingAPromptWhenTheCallerDisconnects() throws Exception {
        long before = generations("cancelled");
        // about 1,750 tokens that no cache has
        String numbers =
                IntStream.range(1_000, 1_350).mapToObj(Integer::toString).collect(Collectors.joining(" "));
        CompletableFuture<HttpResponse<String>> call = http.sendAsync(
                request("{\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":\"" + numbers + "\"}]}"),
                BodyHandlers.ofString());
        Thread.sleep(400);

        call.cancel(true);

        await().atMost(SOON).until(() -> generations("cancelled") == before + 1);
        // the same prompt goes on from the parts that were read
        assertThat(post("{\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":\"" + numbers + "\"}]}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void givesTheSameAnswerWhetherThePromptIsCachedOrNot() throws Exception {
        String body = "{\"temperature\":0,\"max_tokens\":20,\"messages\":[{\"role\":\"user\",\"content\":\""
                + "The capital of France is Paris. ".repeat(60) + " What is the capital of France?\"}]}";
        String first = content(answer(body));
        post("{\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":\"Something else.\"}]}");

        assertThat(content(answer(body))).isEqualTo(first).contains("Paris");
    }

    @Test
    void answers504AtTheDeadlineAndStopsGenerating() throws Exception {
        // this answer means that earlier generations have ended; behind them the next request would be rejected
        post("{\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}");
        long before = generations("cancelled");
        HttpRequest late = HttpRequest.newBuilder(request(LONG), (name, value) -> true)
                .header("X-Deadline", Long.toString(System.currentTimeMillis() + 700))
                .build();

        HttpResponse<String> answer = http.send(late, BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(error(answer).path("code").stringValue()).isEqualTo("deadline_exceeded");
        await().atMost(SOON).until(() -> generations("cancelled") == before + 1);
    }

    @Test
    void answers503WithRetryAfterWhenTheQueueIsFull() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> busy = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            busy.add(http.sendAsync(request(LONG), BodyHandlers.ofString()));
        }
        await().atMost(SOON)
                .until(() -> meters.get("miner.local.llm.queue.depth").gauge().value() == 2);

        HttpResponse<String> refused = post("{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}");

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(Integer.parseInt(refused.headers().firstValue("retry-after").orElseThrow()))
                .isBetween(1, 60);
        assertThat(error(refused).path("type").stringValue()).isEqualTo("server_error");
        busy.forEach(call -> call.cancel(true));
    }

    @Test
    void listsTheModelAndItsContext() throws Exception {
        JsonNode models = json.readTree(
                http.send(HttpRequest.newBuilder(uri("/v1/models")).build(), BodyHandlers.ofString())
                        .body());

        assertThat(models.at("/data/0/id").stringValue()).startsWith("SmolLM2");
        assertThat(models.at("/data/0/max_model_len").intValue()).isEqualTo(2048);
        assertThat(models.at("/data/0/max_num_seqs").intValue()).isEqualTo(1);
        assertThat(client().models().list().data()).hasSize(1);
    }

    @Test
    void reportsThatItIsHealthy() throws Exception {
        var health = http.send(HttpRequest.newBuilder(uri("/health")).build(), BodyHandlers.ofString());

        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).isEqualTo("{\"status\":\"ok\"}");
    }

    private static final String LONG = """
            {"max_tokens":400,"seed":4,"messages":[
             {"role":"user","content":"Write a very long story about the sea."}]}""";

    private long generations(String outcome) {
        return meters.get("miner.local.llm.generation")
                .tag("outcome", outcome)
                .timer()
                .count();
    }

    private OpenAIClient client() {
        return OpenAIOkHttpClient.builder()
                .baseUrl(uri("/v1").toString())
                .apiKey("none")
                .maxRetries(0)
                .build();
    }

    @SuppressWarnings("deprecation") // OpenAI deprecated seed; here it makes the test repeatable
    private static ChatCompletionCreateParams.Builder question(String text) {
        return ChatCompletionCreateParams.builder()
                .model("default")
                .seed(5)
                .temperature(0.3)
                .addUserMessage(text);
    }

    private static String text(ChatCompletion answer) {
        return answer.choices().getFirst().message().content().orElseThrow();
    }

    private static String content(JsonNode answer) {
        return answer.at("/choices/0/message/content").stringValue();
    }

    private JsonNode answer(String body) throws Exception {
        HttpResponse<String> answer = post(body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json.readTree(answer.body());
    }

    private JsonNode error(HttpResponse<String> answer) {
        return json.readTree(answer.body()).path("error");
    }

    private HttpResponse<String> post(String body) throws Exception {
        return http.send(request(body), BodyHandlers.ofString());
    }

    private HttpRequest request(String body) {
        return HttpRequest.newBuilder(uri("/v1/chat/completions"))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
