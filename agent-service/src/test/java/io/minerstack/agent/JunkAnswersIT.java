package io.minerstack.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.bench.fake.FakeResponse;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

class JunkAnswersIT extends RunningAgentService {

    private static final String QUESTION = "What is the capital of Japan?";
    private static final String GOOD = "The capital of Japan is Tokyo.";
    private static final String CUT_STORY = "{\"immediate_response\":\"Here is the story.\","
            + "\"notebook\":\"A ship left the port. It came back. Then the cap";
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
    void sendsTheBestPartOfAJsonReplyThatItsLimitEndedWithinTheResponse() {
        MODEL.always(cut("{\"immediate_response\":\"" + GOOD + " It has many peop"));

        JsonNode reply = answer("complete", ask(QUESTION));

        assertThat(reply.at("/output/immediate_response").asString()).isEqualTo(GOOD);
        assertThat(reply.at("/output/notebook").asString()).isEqualTo("no update");
        assertThat(reply.at("/metadata/junk").asString()).isEqualTo("cut_off");
        assertThat(reply.at("/metadata/finish_reason").asString()).isEqualTo("length");
    }

    @Test
    void sendsTheWholeSentencesOfADocumentThatTheLimitOfAJsonReplyEnded() {
        MODEL.always(cut(CUT_STORY));

        JsonNode reply = answer("complete", ask("Write a story about a ship."));

        assertThat(reply.at("/output/immediate_response").asString()).isEqualTo("Here is the story.");
        assertThat(reply.at("/output/notebook").asString()).isEqualTo("A ship left the port. It came back.");
        assertThat(reply.at("/metadata/junk").asString()).isEqualTo("cut_off");
    }

    @Test
    void keepsAWholeDocumentWhereItsNewFormIsCut() {
        MODEL.always(cut(CUT_STORY));

        JsonNode reply = answer("complete", """
                {"cid":"c","task":"Write the story anew.","input":[{"user_query":"Make it sad."}],
                "previous_outputs":[{"task":"","input":[],"component":"complete",
                "output":{"immediate_response":"The story.","notebook":"A ship sank. All swam home."}}]}""");

        assertThat(reply.at("/output/notebook").asString()).isEqualTo("A ship sank. All swam home.");
    }

    private static FakeResponse cut(String content) {
        return FakeResponse.withBody(
                200,
                "application/json",
                "{\"choices\":[{\"message\":{\"content\":" + StringNode.valueOf(content)
                        + "},\"finish_reason\":\"length\"}]}");
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
