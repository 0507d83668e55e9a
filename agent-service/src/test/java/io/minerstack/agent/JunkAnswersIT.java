package io.minerstack.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.bench.fake.FakeResponse;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class JunkAnswersIT extends RunningAgentService {

    private static final String QUESTION = "What is the capital of Japan?";
    private static final String GOOD = "The capital of Japan is Tokyo.";
    private static final String OFFER = "I'm ready to assist you.";

    @Test
    void asksOnceMoreAfterJunk() {
        MODEL.answering(GOOD);
        MODEL.next(FakeResponse.withBody(
                200,
                "application/json",
                "{\"choices\":[{\"message\":{\"content\":\"" + OFFER + "\"},\"finish_reason\":\"stop\"}]}"));

        JsonNode reply = answer("complete", ask(QUESTION));

        assertThat(reply.at("/output/immediate_response").asString()).isEqualTo(GOOD);
        assertThat(reply.at("/metadata/junk").isMissingNode()).isTrue();
        assertThat(MODEL.attempts()).isEqualTo(2);
    }

    @Test
    void marksJunkThatItHasToSend() {
        MODEL.answering(OFFER);

        JsonNode reply = answer("complete", ask(QUESTION));

        assertThat(reply.at("/output/immediate_response").asString()).isEqualTo(OFFER);
        assertThat(reply.at("/metadata/junk").asString()).isEqualTo("non_answer");
    }

    @Test
    void sendsAndStoresTheBestPart() {
        MODEL.answering((GOOD + " ").repeat(40));

        JsonNode reply = answer("complete", ask(QUESTION));

        assertThat(reply.at("/output/immediate_response").asString()).isEqualTo(GOOD);
        assertThat(MEMORY.requests("POST", "/turns").getFirst().body())
                .contains(GOOD)
                .doesNotContain(GOOD + " " + GOOD);
    }

    @Test
    void keepsStoredJunkOutOfLaterPromptsAndWhatTheUserSaidIn() {
        MEMORY.knows("""
                {"messages":[{"role":"user","content":"Task: \\nQuery 1: What is the capital of Peru?"},
                {"role":"assistant","content":"I'm ready to assist you."}],
                "playbook":{"version":0,"entries":[]}}""");

        answer("complete", ask(QUESTION));

        assertThat(MODEL.lastRequest().lastMessage())
                .contains(QUESTION)
                .contains("What is the capital of Peru?")
                .doesNotContain("ready to assist");
    }
}
