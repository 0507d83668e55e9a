package io.minerstack.agent.contract;

import static io.minerstack.agent.TestObjects.STRICT;
import static io.minerstack.agent.TestObjects.example;
import static io.minerstack.agent.TestObjects.input;
import static io.minerstack.agent.TestObjects.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.minerstack.agent.TestObjects;
import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.problem.ProblemException.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

class ComponentRequestTests {

    private static final String FISH = "🐟";

    static Stream<String> validExamples() throws IOException {
        try (Stream<Path> files = Files.list(TestObjects.EXAMPLES)) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".request.json"))
                    .toList();
            assertThat(names).hasSizeGreaterThan(10);
            return names.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("validExamples")
    void acceptsTheContractsExamples(String name) {
        ComponentInput input = input(example(name));

        assertThat(input.cid()).isEqualTo(json(example(name)).get("cid").asString());
        assertThat(input.input()).isNotEmpty();
    }

    static Stream<JsonNode> invalidExamples() {
        return json(example("invalid.requests.json")).valueStream();
    }

    @ParameterizedTest
    @MethodSource("invalidExamples")
    void rejectsTheContractsInvalidExamples(JsonNode example) {
        String body = example.get("body").toString();

        if (example.get("status").asInt() == 400) {
            assertThatThrownBy(() -> STRICT.readValue(body, ComponentRequest.class))
                    .isInstanceOf(JacksonException.class);
        } else {
            assertThat(problemOf(body).type().status().value()).isEqualTo(422);
        }
    }

    @Test
    void readsNullAsTheDefaultOfAnOptionalField() {
        ComponentInput input = input("""
                {"cid":"c","task":"","input":[{"user_query":"q"}],"previous_outputs":[{"task":null,"input":null,
                "output":null,"component":null}],"use_conversation_history":null,"use_playbook":null}""");

        assertThat(input.useConversationHistory()).isTrue();
        assertThat(input.usePlaybook()).isTrue();
        assertThat(input.previousOutputs())
                .containsExactly(new PreviousOutput("", List.of(), new Output("", "no update"), ""));
        assertThat(input.notebooks()).isEmpty();
    }

    @Test
    void countsCodePoints() {
        assertThat(input(body(FISH.repeat(100), FISH.repeat(10_000))).cid()).hasSize(200);

        assertThat(fields(body(FISH.repeat(101), "q"))).containsExactly("cid");
        assertThat(fields(body("c", FISH.repeat(10_001)))).containsExactly("input[0].user_query");
    }

    @Test
    void namesEachFieldThatBreaksALimit() {
        String body = """
                {"cid":"","task":"%s","input":[{"user_query":"ok"},{"user_query":"\\u00a0\\t"},null],
                "previous_outputs":[{"task":"%s","input":[{"user_query":""}],"component":"%s",
                "output":{"immediate_response":"%s","notebook":"%s"}},null]}""".formatted(
                        "t".repeat(1001), "t".repeat(1001), "c".repeat(51), "r".repeat(50_001), "n".repeat(100_001));

        assertThat(fields(body))
                .containsExactly(
                        "cid",
                        "task",
                        "input[1].user_query",
                        "input[2].user_query",
                        "previous_outputs[0].task",
                        "previous_outputs[0].input[0].user_query",
                        "previous_outputs[0].output.immediate_response",
                        "previous_outputs[0].output.notebook",
                        "previous_outputs[0].component",
                        "previous_outputs[1]");
    }

    @Test
    void acceptsValuesAtEachLimit() {
        String body = """
                {"cid":"%s","task":"%s","input":[%s],"previous_outputs":[%s]}""".formatted(
                        "c".repeat(100),
                        "t".repeat(1000),
                        String.join(",", Collections.nCopies(50, "{\"user_query\":\"q\"}")),
                        String.join(",", Collections.nCopies(20, """
                                        {"task":"","input":[],"component":"%s",
                                        "output":{"immediate_response":"%s","notebook":"%s"}}""".formatted(
                                        "c".repeat(50), "r".repeat(50_000), "n".repeat(100_000)))));

        assertThat(input(body).previousOutputs()).hasSize(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\u0000b", "a\\nb", "a\\u007f", "\\ud83d"})
    void rejectsIdsWithControlCharactersOrUnpairedSurrogates(String cid) {
        assertThat(fields("{\"cid\":\"" + cid + "\",\"task\":\"\",\"input\":[{\"user_query\":\"q\"}]}"))
                .containsExactly("cid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"cid\":5,\"task\":\"\",\"input\":[{\"user_query\":\"q\"}]}",
                "{\"cid\":\"c\",\"task\":true,\"input\":[{\"user_query\":\"q\"}]}",
                "{\"cid\":\"c\",\"task\":\"\",\"input\":[{\"user_query\":1.5}]}",
                "{\"cid\":\"c\",\"task\":\"\",\"input\":[\"q\"]}",
                "{\"cid\":\"c\",\"task\":\"\",\"input\":{\"user_query\":\"q\"}}",
                "{\"cid\":\"c\",\"task\":\"\",\"input\":[{\"user_query\":\"q\"}],\"use_playbook\":1}",
                "{\"cid\":\"c\",\"task\":\"\",\"input\":[{\"user_query\":\"q\"}],\"use_playbook\":\"true\"}",
                "{\"cid\":\"c\",\"task\":\"\",\"input\":[{\"user_query\":\"q\"}],\"use_playbook\":\"\"}",
                "{\"cid\":\"c\",\"task\":\"\",\"input\":[{\"user_query\":\"q\"}],\"previous_outputs\":\"\"}",
                """
                {"cid":"c","task":"","input":[{"user_query":"q"}],"previous_outputs":[{"output":""}]}""",
                "[]",
                "{\"cid\":\"c\"} trailing"
            })
    void rejectsValuesOfAnotherJsonType(String body) {
        assertThatThrownBy(() -> STRICT.readValue(body, ComponentRequest.class)).isInstanceOf(JacksonException.class);
    }

    @Test
    void replacesUnpairedSurrogates() {
        assertThat(input("{\"cid\":\"c\",\"task\":\"\",\"input\":[{\"user_query\":\"a\\ud800b\\u0000\"}]}")
                        .queries())
                .isEqualTo("a\uFFFDb\u0000");
    }

    private static String body(String cid, String query) {
        return "{\"cid\":\"%s\",\"task\":\"\",\"input\":[{\"user_query\":\"%s\"}]}".formatted(cid, query);
    }

    private static List<String> fields(String body) {
        return problemOf(body).violations().stream().map(Violation::field).toList();
    }

    private static ProblemException problemOf(String body) {
        ComponentRequest request = STRICT.readValue(body, ComponentRequest.class);
        ProblemException problem = catchThrowableOfType(ProblemException.class, request::validated);
        assertThat(problem).isNotNull();
        return problem;
    }

    @Test
    void readsMillionsOfEmptyObjectsWithoutKeepingThem() {
        String objects = "[" + "{},".repeat(3_000_000) + "{}]";
        String query = "\"cid\":\"c\",\"task\":\"\",\"input\":";
        ComponentRequest outputs = STRICT.readValue(
                "{" + query + "[{\"user_query\":\"q\"}],\"previous_outputs\":" + objects + "}", ComponentRequest.class);
        ComponentRequest queries = STRICT.readValue("{" + query + objects + "}", ComponentRequest.class);

        assertThat(outputs.previousOutputs()).hasSize(21);
        assertThat(queries.input()).hasSize(51);
        assertThatThrownBy(outputs::validated).hasMessageContaining("at most 20 items");
        assertThatThrownBy(queries::validated).hasMessageContaining("at most 50 items");
    }

    @Test
    void namesTheItemThatIsOfTheWrongType() {
        assertThatThrownBy(() -> STRICT.readValue(
                        "{\"cid\":\"c\",\"task\":\"\",\"input\":[{\"user_query\":\"q\"},{\"user_query\":5}]}",
                        ComponentRequest.class))
                .hasMessageContaining("[1]")
                .hasMessageContaining("user_query");
    }
}
