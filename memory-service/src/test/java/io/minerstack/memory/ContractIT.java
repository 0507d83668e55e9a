package io.minerstack.memory;

import static io.minerstack.memory.TestObjects.newTenant;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service accepts the golden examples of the contract and returns exactly the golden responses. */
class ContractIT extends MemoryServer {

    private static final Path CONTRACT = Path.of("contract");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Autowired
    private RequestMappingHandlerMapping mappings;

    @Test
    void acceptsTheGoldenRequestsAndReturnsTheGoldenResponses() {
        WebTestClient client = as(newTenant());
        answers(client, "GET", "/context?cid=prefs-1", null, 200, "context.empty.response.json");
        answers(client, "GET", "/playbook/prefs-1", null, 200, "playbook.empty.response.json");
        answers(client, "GET", "/playbook/prefs-1/context", null, 200, "playbook-context.empty.response.json");
        answers(client, "POST", "/turns", "turn.request.json", 200, "turn.response.json");
        clock.advance(Duration.ofSeconds(4));
        answers(client, "POST", "/playbook/operations", "operations.request.json", 200, "operations.response.json");
        answers(
                client,
                "POST",
                "/playbook/operations",
                "operations.failed.request.json",
                200,
                "operations.failed.response.json");
        answers(
                client,
                "POST",
                "/playbook/operations",
                "operations.extracted.request.json",
                200,
                "operations.extracted.response.json");
        answers(
                client,
                "POST",
                "/playbook/operations",
                "operations.statements.request.json",
                200,
                "operations.statements.response.json");
        answers(client, "GET", "/context?cid=prefs-1", null, 200, "context.response.json");
        answers(client, "GET", "/conversations", null, 200, "conversations.response.json");
        answers(client, "GET", "/conversations/prefs-1", null, 200, "conversation.response.json");
        answers(client, "GET", "/playbook/prefs-1", null, 200, "playbook.response.json");
        answers(client, "GET", "/playbook/prefs-1/context", null, 200, "playbook-context.response.json");
        answers(client, "DELETE", "/conversations/prefs-1", null, 200, "delete.response.json");
        answers(client, "GET", "/conversations/prefs-1", null, 404, "not-found.problem.json");
        answers(client, "POST", "/turns", "turn.blank.request.json", 422, "turn.blank.problem.json");
        client.get()
                .uri("/status")
                .exchange()
                .expectBody()
                .jsonPath("$.active_conversations")
                .isNumber();
    }

    @Test
    void describesExactlyThePathsThatTheServiceHas() throws IOException {
        Set<String> served = new TreeSet<>();
        mappings.getHandlerMethods().keySet().forEach(mapping -> mapping.getPatternsCondition()
                .getPatterns()
                .forEach(path ->
                        mapping.getMethodsCondition().getMethods().forEach(method -> served.add(method + " " + path))));
        Set<String> described = new TreeSet<>();
        JsonNode document = JSON.valueToTree(new Yaml().load(Files.readString(CONTRACT.resolve("openapi.yaml"))));
        document.get("paths")
                .forEachEntry((path, item) -> item.forEachEntry((method, operation) -> {
                    // the parameters that all methods of a path share are on the level of the methods
                    if (!method.equals("parameters")) {
                        described.add(method.toUpperCase(Locale.ROOT) + " " + path);
                    }
                }));
        assertThat(described).isEqualTo(served);
    }

    @Test
    void refersToEveryExampleExactlyOnce() throws IOException {
        String document = Files.readString(CONTRACT.resolve("openapi.yaml"));
        List<String> examples;
        try (Stream<Path> files = Files.list(CONTRACT.resolve("examples"))) {
            examples = files.map(file -> file.getFileName().toString()).toList();
        }
        assertThat(examples).allSatisfy(name -> assertThat(document).contains("examples/" + name));
        assertThat(document.split("externalValue: ", -1)).hasSize(examples.size() + 1);
    }

    private void answers(
            WebTestClient client, String method, String path, @Nullable String request, int status, String response) {
        var spec = client.method(HttpMethod.valueOf(method)).uri(path).header("X-Request-Id", "example-1");
        var result = (request == null
                        ? spec
                        : spec.contentType(MediaType.APPLICATION_JSON).bodyValue(read(request)))
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody()
                .returnResult();
        String body = new String(Objects.requireNonNull(result.getResponseBody()), StandardCharsets.UTF_8);
        assertThat(JSON.readTree(body)).as(response).isEqualTo(JSON.readTree(read(response)));
    }

    private static String read(String example) {
        try {
            return Files.readString(CONTRACT.resolve("examples").resolve(example));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
