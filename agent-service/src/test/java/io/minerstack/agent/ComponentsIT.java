package io.minerstack.agent;

import static io.minerstack.agent.TestObjects.example;
import static io.minerstack.agent.TestObjects.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.bench.fake.FakeRequest;
import io.minerstack.bench.fake.FakeResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class ComponentsIT extends RunningAgentService {

    private static final String CONTEXT = """
            {"messages":[{"role":"user","content":"Task: t\\nQuery 1: my cat is Tom",
            "timestamp":"2026-01-01T12:00:00Z"},
            {"role":"assistant","content":"Nice cat.","timestamp":"2026-01-01T12:00:01Z"}],
            "playbook":{"version":7,"entries":[{"id":1,"cid":"cid-1","insight_type":"preference","key":"style",
            "value":"Prefers rhymes","operation":"insert","source_feedback":"f","confidence_score":0.9,
            "created_at":"2026-01-01T12:00:00Z","updated_at":"2026-01-01T12:00:00Z","version":1,"is_active":true,
            "tags":null,"extra_data":null}]}}""";

    @Test
    void answersWithTheFieldsOfTheContract() {
        JsonNode reply = answer("complete", example("complete.request.json"));
        JsonNode expected = json(example("component.response.json"));

        assertThat(reply.propertyNames()).containsAll(expected.propertyNames());
        assertThat(reply.propertyNames()).hasSize(expected.size() + 1);
        for (String name : List.of("cid", "task", "input", "component")) {
            assertThat(reply.get(name)).isEqualTo(expected.get(name));
        }
        assertThat(reply.get("output").propertyNames())
                .containsExactlyElementsOf(expected.get("output").propertyNames());
        assertThat(reply.at("/output/immediate_response").asString()).isEqualTo("A fine answer.");
        assertThat(reply.at("/output/notebook").asString()).isEqualTo("no update");
    }

    @Test
    void describesTheAnswerInItsMetadata() {
        JsonNode metadata = answer("complete", ask("q")).get("metadata");

        assertThat(metadata.get("model").asString()).isEqualTo("fake-model");
        assertThat(metadata.get("finish_reason").asString()).isEqualTo("stop");
        assertThat(metadata.get("tokens_used").asInt()).isPositive();
        assertThat(metadata.get("execution_time").isNumber()).isTrue();
        assertThat(metadata.get("request_id").asString()).isEqualTo("req-1");
        assertThat(metadata.get("memory").asString()).isEqualTo("available");
        assertThat(metadata.get("stored").asBoolean()).isTrue();
        assertThat(metadata.has("partial")).isFalse();
    }

    static Stream<String> components() {
        return Stream.of("complete", "refine", "feedback", "human_feedback", "summary", "aggregate", "internet_search");
    }

    @ParameterizedTest
    @MethodSource("components")
    void answersEachComponentsExample(String component) {
        JsonNode reply = answer(component, example(component + ".request.json"));

        assertThat(reply.get("component").asString()).isEqualTo(component);
        assertThat(reply.at("/output/immediate_response").asString()).isNotBlank();
        assertThat(MEMORY.requests("POST", "/turns")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"complete.minimal", "complete.old-client", "aggregate.tie"})
    void answersTheOtherExamples(String name) {
        JsonNode reply = answer(name.substring(0, name.indexOf('.')), example(name + ".request.json"));

        // unknown fields are ignored, not echoed
        assertThat(reply.at("/input/0").propertyNames()).containsExactly("user_query");
    }

    @Test
    void storesTheTurnUnderTheCallersTenant() {
        answer(
                "complete",
                "{\"cid\":\"cid-1\",\"task\":\"T\",\"input\":[{\"user_query\":\"a\"},{\"user_query\":\"b\"}]}");

        FakeMemoryService.Received turn = MEMORY.requests("POST", "/turns").getFirst();
        assertThat(turn.tenant()).isEqualTo("alice");
        assertThat(turn.requestId()).isEqualTo("req-1");
        assertThat(turn.json().get("user").asString()).isEqualTo("Task: T\nQuery 1: a\nQuery 2: b");
        assertThat(turn.json().get("assistant").asString()).isEqualTo("A fine answer.");
    }

    @Test
    void storesEachTurnWhereTheCallerRepeatsItsRequestId() {
        String same = "{\"cid\":\"cid-1\",\"task\":\"T\",\"input\":[{\"user_query\":\"a\"}]}";
        answer("complete", same);
        answer("complete", same);

        assertThat(MEMORY.requests("POST", "/turns"))
                .extracting(turn -> turn.json().get("turn_id").asString())
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void putsHistoryAndPlaybookIntoThePrompt() {
        MEMORY.knows(CONTEXT);

        JsonNode metadata = answer("complete", ask("Who is Tom?")).get("metadata");

        assertThat(MODEL.lastRequest().lastMessage())
                .contains(
                        "User: Task: t\nQuery 1: my cat is Tom",
                        "Assistant: Nice cat.",
                        "[preference] style: Prefers rhymes")
                .endsWith("Who is Tom?");
        assertThat(MEMORY.requests("GET", "/context").getFirst().uri())
                .isEqualTo("/context?cid=cid-1&messages=5&playbook=true");
        assertThat(metadata.get("history_turns").asInt()).isEqualTo(1);
        assertThat(metadata.get("playbook_entries").asInt()).isEqualTo(1);
    }

    @Test
    void readsOnlyTheMemoryThatTheCallerWants() {
        String body = """
                {"cid":"cid-1","task":"","input":[{"user_query":"q"}],
                "use_conversation_history":%s,"use_playbook":%s}""";
        answer("complete", body.formatted(false, true));
        answer("complete", body.formatted(true, false));
        JsonNode neither = answer("complete", body.formatted(false, false));

        assertThat(MEMORY.requests("GET", "/context"))
                .extracting(FakeMemoryService.Received::uri)
                .containsExactly(
                        "/context?cid=cid-1&messages=0&playbook=true", "/context?cid=cid-1&messages=5&playbook=false");
        assertThat(neither.at("/metadata/memory").asString()).isEqualTo("unused");
        assertThat(MEMORY.requests("POST", "/turns")).hasSize(3);
    }

    @Test
    void leavesTheDecisionOnANotebookToTheModel() {
        MODEL.answering("{\"immediate_response\":\"Here it is.\",\"notebook\":\"Dear Sir\"}");
        assertThat(answer("complete", ask("I need something for my landlord."))
                        .at("/output/notebook")
                        .asString())
                .isEqualTo("Dear Sir");

        MODEL.answering("{\"immediate_response\":\"Rain\",\"notebook\":\"no update\"}");
        assertThat(answer("complete", ask("Write a haiku."))
                        .at("/output/notebook")
                        .asString())
                .isEqualTo("no update");
    }

    @Test
    void asksForPlainTextWhereTheComponentHasNoNotebook() {
        answer("feedback", example("feedback.request.json"));

        assertThat(MODEL.lastRequest().body().has("response_format")).isFalse();
        assertThat(MODEL.lastRequest().body().get("temperature").asDouble()).isEqualTo(0.7);
    }

    @Test
    void asksForStrictJsonAndReturnsTheEditedNotebook() {
        MODEL.answering("{\"immediate_response\":\"Translated.\",\"notebook\":\"# La mer\\nWaves and wind.\"}");

        JsonNode reply = answer("complete", example("complete.with-notebook.request.json"));

        assertThat(reply.at("/output/notebook").asString()).isEqualTo("# La mer\nWaves and wind.");
        JsonNode format = MODEL.lastRequest().body().get("response_format");
        assertThat(format.get("type").asString()).isEqualTo("json_schema");
        assertThat(format.at("/json_schema/strict").asBoolean()).isTrue();
        assertThat(format.at("/json_schema/schema/properties").propertyNames())
                .containsExactly("immediate_response", "notebook");
        assertThat(format.at("/json_schema/schema/additionalProperties").asBoolean(true))
                .isFalse();
    }

    @Test
    void returnsThePreviousNotebookWhereNothingChanged() {
        MODEL.answering("{\"immediate_response\":\"It is fine.\",\"notebook\":\"no update\"}");

        assertThat(answer("complete", example("complete.with-notebook.request.json"))
                        .at("/output/notebook")
                        .asString())
                .isEqualTo("# The sea\nWaves and wind.");
    }

    @Test
    void returnsNoNotebookFromFeedback() {
        MODEL.answering("{\"immediate_response\":\"Good.\",\"notebook\":\"mine\"}");

        assertThat(answer("feedback", example("feedback.request.json"))
                        .at("/output/notebook")
                        .asString())
                .isEqualTo("no update");
    }

    @Test
    void callsNoModelWithoutInputToWorkOn() {
        String nothing = example("aggregate.none.request.json");

        assertThat(answer("summary", nothing).at("/output/immediate_response").asString())
                .isEqualTo("No previous outputs to summarize.");
        assertThat(answer("aggregate", nothing).at("/output/immediate_response").asString())
                .isEqualTo("No previous outputs to aggregate.");
        assertThat(answer("internet_search", nothing)
                        .at("/output/immediate_response")
                        .asString())
                .contains("not configured", "SEARCH_URL", "BRAVE_API_KEY");
        assertThat(MODEL.attempts()).isZero();
    }

    @Test
    void countsVotesInCode() {
        MODEL.answering("After careful thought the answer is 381.");

        JsonNode reply = answer("aggregate", example("aggregate.request.json"));

        assertThat(reply.at("/output/immediate_response").asString()).startsWith("Consensus: 391 (2 of 3");
        JsonNode agreement = reply.at("/metadata/agreement");
        assertThat(agreement.get("method").asString()).isEqualTo("majority");
        assertThat(agreement.get("worded_by").asString()).isEqualTo("code");
        assertThat(agreement.at("/votes/0/answer").asString()).isEqualTo("391");
        assertThat(agreement.at("/votes/0/count").asInt()).isEqualTo(2);
    }

    @Test
    void letsTheModelWordTheResult() {
        MODEL.answering("Most outputs agree on 391. One output differs and says 381.");

        JsonNode reply = answer("aggregate", example("aggregate.request.json"));

        assertThat(reply.at("/output/immediate_response").asString()).startsWith("Most outputs agree");
        assertThat(reply.at("/metadata/agreement/worded_by").asString()).isEqualTo("model");
        assertThat(MODEL.lastRequest().body().get("temperature").asDouble()).isEqualTo(0.3);
    }

    @Test
    void aggregatesWithoutAModel() {
        MODEL.always(FakeResponse.error(503));

        JsonNode reply = answer("aggregate", example("aggregate.request.json"));

        assertThat(reply.at("/output/immediate_response").asString()).startsWith("Consensus: 391 (2 of 3");
        assertThat(reply.at("/metadata/agreement/worded_by").asString()).isEqualTo("code");
    }

    @Test
    void comparesTextsAndMergesNotebooks() {
        String output = """
                {"output":{"immediate_response":"The bridge was opened to traffic in %d. It carries trains and many\
                 cars over the harbour each day.","notebook":"%s"}}""";

        JsonNode reply = answer(
                "aggregate",
                ask("When?")
                        .replace(
                                "\"task\":\"\"",
                                "\"task\":\"\",\"previous_outputs\":[" + output.formatted(1932, "no update") + ","
                                        + output.formatted(1932, "# A") + "," + output.formatted(1936, "# B") + "]"));

        assertThat(reply.at("/output/immediate_response").asString())
                .contains("1932", "Where the outputs differ", "1936");
        assertThat(reply.at("/output/notebook").asString()).contains("# A", "# B");
        assertThat(reply.at("/metadata/agreement/kind").asString()).isEqualTo("text");
    }

    @Test
    void answersTextsWithAnyCharacter() {
        String odd = "\\u0000 \\ud800 \\ud83d\\ude00 \\u202Eabc \\u05d0 <script> {{}} %s %00";

        JsonNode reply = answer("complete", ask(odd));

        assertThat(reply.at("/input/0/user_query").asString())
                .isEqualTo("\u0000 \uFFFD 😀 \u202Eabc א <script> {{}} %s %00");
        FakeRequest request = MODEL.lastRequest();
        assertThat(request.lastMessage()).contains("😀");
        assertThat(MEMORY.requests("POST", "/turns")
                        .getFirst()
                        .json()
                        .get("user")
                        .asString())
                .doesNotContain("\u0000");
    }

    @ParameterizedTest
    @CsvSource({"a/b%2F..?&=#+ x,a%2Fb%252F..%3F%26%3D%23%2B%20x", "..,..", "🐟א,%F0%9F%90%9F%D7%90"})
    void readsConversationsWithAnyCid(String cid, String encoded) {
        answer("complete", ask("q").replace("cid-1", cid));

        assertThat(MEMORY.requests("GET", "/context").getFirst().uri()).startsWith("/context?cid=" + encoded + "&");
    }
}
