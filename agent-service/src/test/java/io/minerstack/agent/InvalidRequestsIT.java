package io.minerstack.agent;

import static io.minerstack.agent.TestObjects.example;
import static io.minerstack.agent.TestObjects.json;
import static io.minerstack.testsupport.problem.ProblemResponses.assertThatProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class InvalidRequestsIT extends RunningAgentService {

    static Stream<JsonNode> invalidExamples() {
        return json(example("invalid.requests.json")).valueStream();
    }

    @ParameterizedTest
    @MethodSource("invalidExamples")
    void rejectsTheContractsInvalidExamples(JsonNode example) {
        int status = example.get("status").asInt();

        assertThatProblem(
                post("complete", example.get("body").toString()),
                status,
                status == 400 ? "invalid_request" : "validation_failed");
        assertThat(MODEL.attempts()).isZero();
    }

    @Test
    void namesTheInvalidField() {
        assertThatProblem(
                        post("complete", "{\"cid\":\"c\",\"task\":\"\",\"input\":[{\"user_query\":\" \"}]}"),
                        422,
                        "validation_failed")
                .hasInvalidFields("input[0].user_query");
    }

    @Test
    void rejectsJsonThatIsNestedTooDeeply() {
        post("complete", "{\"x\":" + "[".repeat(1_000_000)).expectStatus().isBadRequest();
        post("complete", "{\"x\":" + "{\"a\":".repeat(100_000)).expectStatus().isBadRequest();
    }

    @Test
    void rejectsMillionsOfEmptyObjects() {
        String objects = "{},".repeat(3_000_000) + "{}";
        String body = "{\"cid\":\"c\",\"task\":\"\",\"input\":[{\"user_query\":\"q\"}],\"previous_outputs\":[" + objects
                + "]}";

        assertThatProblem(post("aggregate", body), 422, "validation_failed").hasInvalidFields("previous_outputs");
    }
}
