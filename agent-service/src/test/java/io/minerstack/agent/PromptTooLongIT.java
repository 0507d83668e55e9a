package io.minerstack.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.bench.fake.FakeResponse;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PromptTooLongIT extends RunningAgentService {

    private static final FakeResponse TOO_LONG = FakeResponse.error(400, "context_length_exceeded");

    @Test
    void shortensThePromptUntilTheModelAcceptsIt() {
        MODEL.next(TOO_LONG, TOO_LONG);

        answer(
                "complete",
                ask("word ".repeat(1_900))
                        .replace(
                                "\"task\":\"\"",
                                "\"task\":\"t\",\"previous_outputs\":[{\"output\":{\"immediate_response\":\""
                                        + "r".repeat(40_000) + "\"}}]"));

        assertThat(MODEL.requests()).hasSize(3);
        assertThat(MODEL.requests().get(2).lastMessage().length())
                .isLessThan(MODEL.requests().get(0).lastMessage().length() / 3);
    }

    @Test
    void shortensThePromptByTheTokenCountsOfTheRefusal() {
        MODEL.next(FakeResponse.withBody(400, "application/json", """
                {"error":{"message":"The messages are too long for the model.",
                "type":"invalid_request_error","param":"messages","code":"context_length_exceeded",
                "prompt_tokens":8760,"context_tokens":2046}}"""));

        JsonNode reply = answer("complete", ask("🐟".repeat(10_000)));

        assertThat(reply.at("/output/immediate_response").asString()).isEqualTo("A fine answer.");
        assertThat(reply.at("/metadata/prompt_cut").asBoolean()).isTrue();
        String first = MODEL.requests().getFirst().lastMessage();
        String second = MODEL.requests().getLast().lastMessage();
        assertThat(MODEL.requests()).hasSize(2);
        // 0.9 * (free tokens of the context) / (tokens of the first prompt), less the instructions
        assertThat((double) second.length() / first.length()).isBetween(0.09, 0.12);
    }

    @Test
    void answers502WhereTheShortestPromptIsTooLong() {
        MODEL.always(TOO_LONG);

        post("complete", ask("q")).expectStatus().isEqualTo(502);
        assertThat(MODEL.attempts()).isEqualTo(1);

        post("complete", ask("q".repeat(10_000))).expectStatus().isEqualTo(502);
        assertThat(MODEL.attempts()).isBetween(4, 10);
    }
}
