package io.minerstack.llmproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minerstack.bench.fake.FakeResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The service reads and writes the examples of {@code contract/}. */
class ContractIT extends SingleProviderSetup {

    private static final Path CONTRACT = Path.of("contract");
    private static final JsonMapper JSON = JsonMapper.shared();

    @BeforeEach
    void scriptTheExampleAnswer() {
        MODEL.answering("{\"immediate_response\":\"one two three\"}");
    }

    @Test
    void answersTheExampleRequest() throws IOException {
        ProxyReply reply = client.send(text("chat.request.json"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo(json("chat.response.json"));
        JsonNode sent = MODEL.lastRequest().body();
        json("chat.request.json").properties().stream()
                .filter(field -> !field.getKey().equals("model"))
                .forEach(field -> assertThat(sent.path(field.getKey())).isEqualTo(field.getValue()));
    }

    @Test
    void sendsThePartialAnswer() throws IOException {
        MODEL.always(FakeResponse.ok().withGap(Duration.ofMillis(10)).silentAfter(2));

        ProxyReply reply = client.send(
                text("chat.request.json"),
                "X-Deadline",
                TestRequests.deadlineIn(Duration.ofMillis(600)),
                "X-Partial-Answer",
                "accept");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo(json("chat.partial.response.json"));
    }

    @Test
    void sendsTheStream() throws IOException {
        ObjectNode request = (ObjectNode) json("chat.request.json");
        request.put("stream", true).putObject("stream_options").put("include_usage", true);

        assertThat(client.send(request.toString()).response().body()).isEqualTo(text("chat.stream.txt"));
    }

    @Test
    void sendsTheInterruptedStream() throws IOException {
        ObjectNode request = (ObjectNode) json("chat.request.json");
        // a reset may overtake the bytes that were sent just before it
        MODEL.always(FakeResponse.ok().withGap(Duration.ofMillis(50)).cutAfter(2));

        String body =
                client.send(request.put("stream", true).toString()).response().body();

        assertThat(body).isEqualTo(text("chat.stream.broken.txt"));
    }

    record ErrorCase(String example, int status, FakeResponse response, String request, List<String> headers) {

        @Override
        public String toString() {
            return example;
        }
    }

    static List<ErrorCase> errors() {
        String chat = TestRequests.CHAT;
        FakeResponse context = FakeResponse.withBody(400, "application/json", """
                {"error":{"message":"This model's maximum context length is 8192 tokens.",
                          "type":"BadRequestError","code":400}}""");
        return List.of(
                new ErrorCase("error.context-length.json", 400, context, chat, List.of()),
                new ErrorCase(
                        "error.content-policy.json",
                        400,
                        FakeResponse.error(400, "content_policy_violation"),
                        chat,
                        List.of()),
                new ErrorCase(
                        "error.invalid.json",
                        400,
                        FakeResponse.ok(),
                        chat.replace("{\"messages", "{\"max_tokens\":0,\"messages"),
                        List.of()),
                new ErrorCase(
                        "error.unknown-model.json",
                        404,
                        FakeResponse.ok(),
                        chat.replace("{\"messages", "{\"model\":\"x\",\"messages"),
                        List.of()),
                new ErrorCase("error.unusable.json", 502, FakeResponse.ok().cutAfter(1), chat, List.of()),
                new ErrorCase("error.unavailable.json", 503, FakeResponse.error(503), chat, List.of()),
                new ErrorCase("error.deadline.json", 504, FakeResponse.ok(), chat, List.of("X-Deadline", "1000")));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void sendsTheError(ErrorCase error) throws IOException {
        MODEL.always(error.response());

        ProxyReply reply = client.send(error.request(), error.headers().toArray(String[]::new));

        assertThat(reply.status()).isEqualTo(error.status());
        assertThat(reply.body()).isEqualTo(json(error.example()));
        assertThat(reply.header("Retry-After").isEmpty()).isEqualTo(error.status() != 503);
    }

    @Test
    void sendsModelsAndStatus() throws Exception {
        await().atMost(Duration.ofSeconds(5))
                .until(() -> client.get("/status").body().contains("8192"));
        ObjectNode models = (ObjectNode) JSON.readTree(client.get("/v1/models").body());
        ((ObjectNode) models.path("data").path(0)).put("created", 1_700_000_000);

        assertThat(models).isEqualTo(json("models.response.json"));
        assertThat(JSON.readTree(client.get("/status").body())).isEqualTo(json("status.response.json"));
    }

    @Test
    void usesEveryExample() throws IOException {
        String source = Files.readString(Path.of("src/test/java/io/minerstack/llmproxy/ContractIT.java"));
        try (Stream<Path> examples = Files.list(CONTRACT.resolve("examples"))) {
            assertThat(examples.map(file -> file.getFileName().toString()))
                    .allSatisfy(name -> assertThat(source).contains("\"" + name + "\""));
        }
    }

    @Test
    void describesThePathsAndTheExamples() throws IOException {
        Map<String, Object> description = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(CONTRACT.resolve("openapi.yaml")));

        assertThat(description.get("openapi")).isEqualTo("3.1.0");
        assertThat(description.get("paths"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsOnlyKeys("/v1/chat/completions", "/v1/models", "/status", "/figures");
        assertThat(String.valueOf(description.get("paths")))
                .contains("X-Partial-Answer", "X-Optional-Fields", "X-Deadline");
        List<String> named = Files.readString(CONTRACT.resolve("openapi.yaml"))
                .lines()
                .filter(line -> line.contains("externalValue:"))
                .map(line -> line.substring(line.indexOf("externalValue:") + 14)
                        .replace("}", "")
                        .strip())
                .toList();
        assertThat(named).isNotEmpty().allSatisfy(file -> assertThat(CONTRACT.resolve(file))
                .exists());
    }

    private static String text(String example) throws IOException {
        return Files.readString(CONTRACT.resolve("examples").resolve(example));
    }

    private static JsonNode json(String example) throws IOException {
        return JSON.readTree(text(example));
    }
}
