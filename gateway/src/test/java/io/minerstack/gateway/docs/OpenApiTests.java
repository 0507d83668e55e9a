package io.minerstack.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.minerstack.gateway.endpoint.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The document agrees with the table of endpoints and with the examples of the contract. */
class OpenApiTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Path EXAMPLES = Path.of("..", "agent-service", "contract", "examples");
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final JsonNode document = read();

    @TestFactory
    Stream<DynamicTest> acceptsEveryRequestOfTheContract() throws IOException {
        return examples(".request.json")
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> assertThat(
                                errors("ComponentInput", JSON.readTree(Files.readString(file))))
                        .isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> describesEveryResponseOfTheContract() throws IOException {
        return examples(".response.json")
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> assertThat(
                                errors(responseSchema(file), JSON.readTree(Files.readString(file))))
                        .isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> refusesEveryInvalidRequestOfTheContract() throws IOException {
        JsonNode invalid = JSON.readTree(Files.readString(EXAMPLES.resolve("invalid.requests.json")));
        assertThat(invalid).isNotEmpty();
        return invalid.valueStream()
                .map(example -> DynamicTest.dynamicTest(
                        example.get("why").asString(), () -> assertThat(errors("ComponentInput", example.get("body")))
                                .isNotEmpty()));
    }

    @Test
    void describesExactlyTheEndpointsAndTheirMethods() {
        for (Endpoint endpoint : Endpoint.values()) {
            if (endpoint.isFile()) {
                continue;
            }
            Set<String> described = new TreeSet<>(document.at("/paths").path(endpoint.path()).propertyNames().stream()
                    .map(name -> name.toUpperCase(Locale.ROOT))
                    .toList());
            Set<String> taken = Stream.of(
                            HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE)
                    .filter(endpoint::accepts)
                    .map(HttpMethod::name)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(described).as(endpoint.path()).isEqualTo(taken);
        }
        assertThat(document.path("paths").size())
                .isEqualTo(Math.toIntExact(Stream.of(Endpoint.values())
                        .filter(endpoint -> !endpoint.isFile())
                        .count()));
    }

    @Test
    void requiresAKeyWhereTheGatewayDoes() {
        for (Endpoint endpoint : Endpoint.values()) {
            JsonNode get = document.path("paths").path(endpoint.path()).path("get");
            if (!get.isMissingNode()) {
                assertThat(get.has("security")).as(endpoint.path()).isEqualTo(!endpoint.needsKey());
            }
        }
        assertThat(document.at("/components/securitySchemes/apiKey/name").asString())
                .isEqualTo("X-API-Key");
        assertThat(document.at("/security/0").has("apiKey")).isTrue();
        assertThat(document.at("/security/1").has("bearer")).isTrue();
        assertThat(document.at("/components/securitySchemes/bearer/scheme").asString())
                .isEqualTo("bearer");
    }

    /** A fuzzer of OpenAPI documents sends every parameter with values over its limits. */
    @Test
    void describesTheRefusalOfABrokenLimitWhereverThereIsOne() {
        document.path("paths").propertyStream().forEach(path -> path.getValue()
                .propertyStream()
                .filter(operation -> hasLimits(operation.getValue()))
                .forEach(operation -> assertThat(
                                operation.getValue().path("responses").propertyNames())
                        .as(operation.getKey() + " " + path.getKey())
                        .contains("400", "422")));
    }

    private boolean hasLimits(JsonNode operation) {
        return operation.has("requestBody")
                || operation
                        .path("parameters")
                        .valueStream()
                        .map(parameter -> parameter.has("$ref")
                                ? document.at(parameter.get("$ref").asString().substring(1))
                                : parameter)
                        .anyMatch(parameter -> Set.of("query", "path")
                                .contains(parameter.path("in").asString()));
    }

    @Test
    void hasNoBrokenReferences() {
        List<String> references = document.findValuesAsString("$ref");

        assertThat(references).isNotEmpty().allSatisfy(reference -> assertThat(
                        document.at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
    }

    @TestFactory
    Stream<DynamicTest> hasExamplesThatMatchTheirSchemas() {
        return document.findParents("schema").stream()
                .filter(content -> content.has("example") || content.has("examples"))
                .flatMap(content -> values(content)
                        .map(value -> DynamicTest.dynamicTest(
                                value.toString(), () -> assertThat(validate(content.get("schema"), value))
                                        .isEmpty())));
    }

    private static Stream<JsonNode> values(JsonNode content) {
        return content.has("example")
                ? Stream.of(content.get("example"))
                : content.get("examples").valueStream().map(example -> example.get("value"));
    }

    private static String responseSchema(Path file) {
        return switch (file.getFileName().toString()) {
            case "component.response.json" -> "ComponentOutput";
            case "conversation.response.json" -> "Conversation";
            case "playbook.response.json" -> "Playbook";
            default -> throw new AssertionError("no schema is known for " + file);
        };
    }

    private List<Error> errors(String schema, JsonNode value) {
        return validate(JSON.createObjectNode().put("$ref", "#/components/schemas/" + schema), value);
    }

    private List<Error> validate(JsonNode schema, JsonNode value) {
        ObjectNode whole = JSON.createObjectNode();
        whole.setAll((ObjectNode) schema);
        whole.set("components", document.get("components"));
        Schema compiled = SCHEMAS.getSchema(whole);
        return compiled.validate(value);
    }

    private static Stream<Path> examples(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
            assertThat(found).isNotEmpty();
            return found.stream();
        }
    }

    private static JsonNode read() {
        try {
            return JSON.readTree(new ClassPathResource("openapi.json").getContentAsByteArray());
        } catch (IOException missing) {
            throw new AssertionError("no openapi.json", missing);
        }
    }
}
