package io.minerstack.agent;

import static io.minerstack.agent.TestObjects.example;
import static io.minerstack.agent.TestObjects.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.bench.fake.FakeResponse;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class HumanFeedbackIT extends RunningAgentService {

    @Test
    void saysWhatWasLearnedAndSendsItToMemoryService() {
        MODEL.answering("""
                {"operations":[{"evidence_quote":"keep answers short","operation":"insert","target":null,
                "insight_type":"preference","key":"response_style","value":"Prefers short answers",
                "certainty":"explicit",
                "scope":"conversation","tags":["style"]},{"evidence_quote":"I own a boat","operation":"insert",
                "target":null,"insight_type":"fact","key":"boat","value":"Owns a boat","certainty":"explicit",
                "scope":"conversation","tags":[]}]}""");
        memoryApplies("""
                {"cid":"c","playbook_version":1,"entry_count":1,"extracted_by":"model","applied":[
                {"operation":"insert","insight_type":"preference","key":"response_style",
                "value":"Prefers short answers",
                "confidence_score":0.9,"tags":["style"],"id":1,"version":1,"outcome":"inserted"},
                {"operation":"insert","insight_type":"fact","key":"boat","value":"Owns a boat","outcome":"rejected",
                "reason":"dropped"}]}""");

        JsonNode reply = answer("human_feedback", example("human_feedback.request.json"));

        assertThat(reply.at("/output/immediate_response").asString())
                .startsWith("Thank you for your feedback.")
                .contains(
                        "insert",
                        "preference",
                        "response_style",
                        "Prefers short answers",
                        "0.90",
                        "style",
                        "1 active entry")
                .doesNotContain("boat");
        JsonNode notebook = json(reply.at("/output/notebook").asString());
        assertThat(notebook.get("playbook_entries").asInt()).isEqualTo(1);
        assertThat(notebook.get("feedback").asString()).startsWith("Please keep answers short");
        assertThat(notebook.get("insights_extracted").asInt()).isEqualTo(1);
        assertThat(notebook.get("entries_modified").asInt()).isEqualTo(1);
        assertThat(notebook.at("/insights/0/key").asString()).isEqualTo("response_style");
        assertThat(notebook.at("/insights/0/confidence_score").asDouble()).isEqualTo(0.9);
        JsonNode batch = batch();
        assertThat(batch.get("raw_reply").asString()).contains("boat");
        assertThat(batch.get("feedback").asString()).startsWith("Please keep answers short");
        assertThat(batch.get("playbook_version").asInt()).isZero();
        assertThat(batch.get("failure").isNull()).isTrue();
        assertThat(batch.get("repaired").asBoolean(true)).isFalse();
        assertThat(batch.at("/operations/0/evidence_quote").asString()).isEqualTo("keep answers short");
        assertThat(batch.at("/operations/0/certainty").asString()).isEqualTo("explicit");
        assertThat(batch.at("/operations/1/value").asString()).isEqualTo("Owns a boat");
        assertThat(MODEL.lastRequest().body().get("temperature").asDouble()).isEqualTo(0.3);
        assertThat(MODEL.lastRequest()
                        .body()
                        .at("/response_format/json_schema/name")
                        .asString())
                .isEqualTo("insights");
    }

    @Test
    void readsPlainStatementsWhereTheModelsReplyIsUnreadable() {
        MODEL.answering("Sure, I will do that!");

        JsonNode reply = answer("human_feedback", ask("I prefer short answers"));

        assertThat(reply.at("/metadata/extracted_by").asString()).isEqualTo("rules");
        assertThat(batch().at("/operations/0/value").asString()).isEqualTo("I prefer short answers");
        assertThat(batch().at("/operations/0/extracted_by").asString()).isEqualTo("rules");
    }

    @Test
    void readsPlainStatementsWhereTheModelFails() {
        MODEL.always(FakeResponse.error(502));

        JsonNode reply = answer("human_feedback", ask("I prefer short answers"));

        assertThat(reply.at("/metadata/extracted_by").asString()).isEqualTo("rules");
        assertThat(reply.at("/metadata/extraction_failure").asString()).isEqualTo("model_unusable");
        assertThat(batch().at("/operations/0/value").asString()).isEqualTo("I prefer short answers");
    }

    @Test
    void learnsNothingFromAWishAboutTheLastAnswer() {
        MODEL.answering("""
                {"operations":[{"evidence_quote":"Please fix the typo in line 3","operation":"insert","target":null,
                "insight_type":"instruction","key":"typo","value":"Fix the typo in line 3","certainty":"explicit",
                "scope":"this_answer","tags":[]}]}""");

        memoryApplies("""
                {"cid":"c","playbook_version":0,"entry_count":0,"extracted_by":null,"applied":[
                {"operation":"insert","insight_type":"instruction","key":"typo","value":"Fix the typo in line 3",
                "outcome":"rejected","reason":"dropped"}]}""");

        JsonNode reply = answer("human_feedback", ask("Please fix the typo in line 3"));

        assertThat(batch().at("/operations/0/scope").asString()).isEqualTo("this_answer");
        assertThat(batch().at("/operations/0/value").asString()).isEqualTo("Fix the typo in line 3");
        assertThat(reply.at("/output/immediate_response").asString())
                .contains("There was nothing in it to remember for later answers. The playbook has 0 active entries.");
        assertThat(reply.at("/metadata/extracted_by").asString()).isEqualTo("model");
        assertThat(reply.at("/metadata/learned").asBoolean(true)).isFalse();
    }

    @Test
    void logsTheModelsFailureAndThanksThePerson() {
        MODEL.always(FakeResponse.error(502));

        JsonNode reply = answer("human_feedback", ask("The second one was better than the first"));

        assertThat(reply.at("/output/immediate_response").asString()).contains("nothing could be learned from it now");
        assertThat(json(reply.at("/output/notebook").asString())
                        .get("insights_extracted")
                        .asInt(-1))
                .isZero();
        assertThat(batch().get("failure").asString()).isEqualTo("model_unusable");
        assertThat(batch().get("operations")).isEmpty();
    }

    @Test
    void logsAnUnreadableReply() {
        MODEL.answering("Lovely weather.");

        answer("human_feedback", ask("The second part could have been nicer somehow"));

        assertThat(batch().get("failure").asString()).isEqualTo("unreadable_reply");
    }

    @Test
    void asksNoModelAboutACourtesy() {
        JsonNode reply = answer("human_feedback", ask("👍 thanks!"));

        assertThat(MODEL.attempts()).isZero();
        assertThat(batch().get("operations")).isEmpty();
        assertThat(json(reply.at("/output/notebook").asString())
                        .get("insights_extracted")
                        .asInt(-1))
                .isZero();
    }

    @Test
    void saysThatNothingCouldBeStoredWhereMemoryServiceFails() {
        MEMORY.fails(503);

        JsonNode reply = answer("human_feedback", ask("I prefer short answers"));

        assertThat(reply.at("/output/immediate_response").asString()).contains("nothing could be stored");
        assertThat(reply.at("/metadata/learned").asBoolean(true)).isFalse();
    }

    @Test
    void claimsToHaveLearnedOnlyWhatMemoryServiceApplied() {
        MODEL.answering("Sure, I will do that!");
        memoryApplies("""
                {"cid":"c","playbook_version":8,"entry_count":3,"extracted_by":"rules","applied":[
                {"operation":"insert","insight_type":"preference","key":"k","value":"I prefer short answers",
                "outcome":"rejected","reason":"unsafe_value"},
                {"operation":"delete","insight_type":"fact","key":"old","value":"Old","outcome":"evicted"}]}""");

        JsonNode reply = answer("human_feedback", ask("I prefer short answers"));

        assertThat(reply.at("/metadata/learned").asBoolean(true)).isFalse();
        assertThat(reply.at("/output/immediate_response").asString())
                .contains("Nothing was learned")
                .doesNotContain("short answers", "Old");
        assertThat(json(reply.at("/output/notebook").asString())
                        .get("insights_extracted")
                        .asInt(-1))
                .isZero();
    }

    @Test
    void claimsNothingWhereThereIsNothingToLearn() {
        assertThat(answer("human_feedback", ask("Thanks!"))
                        .at("/metadata/learned")
                        .asBoolean(true))
                .isFalse();
        assertThat(MODEL.attempts()).isZero();
    }

    @Test
    void showsTheModelTheEntriesByNumberAndSendsTheTargetOfAnUpdate() {
        MEMORY.knows("""
                {"messages":[],"playbook":{"version":3,"entries":[{"insight_type":"fact","key":"city",
                "value":"Lives in Bergen",
                "confidence_score":0.9,"version":1}]}}""");
        MODEL.answering("""
                {"operations":[{"evidence_quote":"I live in Oslo","operation":"update","target":"E1",
                "insight_type":"fact",
                "key":"x","value":"Lives in Oslo","certainty":"explicit","scope":"conversation","tags":[]}]}""");

        answer("human_feedback", ask("I live in Oslo now"));

        assertThat(MODEL.lastRequest().lastMessage()).contains("E1 [fact] city: Lives in Bergen");
        assertThat(batch().at("/operations/0/operation").asString()).isEqualTo("update");
        assertThat(batch().at("/operations/0/target/insight_type").asString()).isEqualTo("fact");
        assertThat(batch().at("/operations/0/target/key").asString()).isEqualTo("city");
        assertThat(batch().get("playbook_version").asInt()).isEqualTo(3);
    }

    @Test
    void usesPlainStatementsWhereMemoryServiceDropsAllThatTheModelProposed() {
        MODEL.answering("""
                {"operations":[{"evidence_quote":"I own a boat","operation":"insert","target":null,
                "insight_type":"fact",
                "key":"boat","value":"Owns a boat","certainty":"explicit","scope":"conversation","tags":[]}]}""");
        memoryApplies("""
                {"cid":"c","playbook_version":1,"entry_count":1,"extracted_by":"rules","applied":[
                {"operation":"insert","insight_type":"fact","key":"boat","value":"Owns a boat","outcome":"rejected",
                "reason":"dropped"},
                {"operation":"insert","insight_type":"preference","key":"answer_length",
                "value":"I prefer short answers",
                "confidence_score":0.9,"id":1,"version":1,"outcome":"inserted"}]}""");

        JsonNode reply = answer("human_feedback", ask("I prefer short answers"));

        assertThat(batch().at("/operations/0/extracted_by").asString()).isEqualTo("model");
        assertThat(batch().at("/operations/1/extracted_by").asString()).isEqualTo("rules");
        assertThat(reply.at("/metadata/extracted_by").asString()).isEqualTo("rules");
        assertThat(reply.at("/metadata/learned").asBoolean()).isTrue();
    }

    @Test
    void saysThatNothingCouldBeLearnedWhereMemoryServiceTakesNoStatement() {
        MODEL.answering("Sure, I will do that!");
        memoryApplies("""
                {"cid":"c","playbook_version":0,"entry_count":0,"extracted_by":null,"applied":[]}""");

        JsonNode reply = answer("human_feedback", ask("My pin is 4711"));

        assertThat(reply.at("/output/immediate_response").asString()).contains("nothing could be learned from it now");
        assertThat(reply.at("/metadata/extraction_failure").asString()).isEqualTo("unreadable_reply");
    }

    @Test
    void saysHonestlyWhatBecameOfAWishToForget() {
        MODEL.always(FakeResponse.error(502));
        memoryApplies("""
                {"cid":"c","playbook_version":2,"entry_count":0,"extracted_by":null,"retraction":"deleted","applied":[
                {"operation":"delete","insight_type":"fact","key":"vegetarian","value":"I am a vegetarian",
                "id":1,"version":2,"outcome":"deleted","reason":"retracted"}]}""");

        String text = answer("human_feedback", ask("Please forget that I am a vegetarian."))
                .at("/output/immediate_response")
                .asString();

        assertThat(text)
                .contains("What you took back was deleted", "What was forgotten:", "I am a vegetarian")
                .doesNotContain("learned:", "Please forget");
    }

    @Test
    void saysThatNothingWasStoredWhereNothingCouldBeForgotten() {
        MODEL.answering("{\"operations\":[]}");
        memoryApplies("""
                {"cid":"c","playbook_version":0,"entry_count":0,"extracted_by":null,"retraction":"nothing_stored",
                "applied":[]}""");

        String text = answer("human_feedback", ask("My home address is 12 Example Street, please do not store it."))
                .at("/output/immediate_response")
                .asString();

        assertThat(text).contains("Nothing of what you took back was stored").doesNotContain("learned:", "Example");
    }

    private static void memoryApplies(String result) {
        MEMORY.answers(request -> FakeMemoryService.Reply.json(
                200,
                request.uri().equals("/playbook/operations")
                        ? result
                        : "{\"messages\":[],\"playbook\":{\"version\":0,\"entries\":[]},\"messages_stored\":2}"));
    }

    private static JsonNode batch() {
        return MEMORY.requests("POST", "/playbook/operations").getFirst().json();
    }
}
