package io.minerstack.llmproxy.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

class MergedRolesTests {

    private static final JsonMapper JSON = JsonMapper.shared();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "s:a u:b | u:a+b",
                "s:a u:b a:c u:d | u:a+b a:c u:d",
                "s:a s:b u:c | u:a+b+c",
                "u:a u:b a:c a:d u:e | u:a+b a:c+d u:e",
                "s:a a:b u:c | u:a a:b u:c",
                "s:a | u:a",
                "u:a s:b a:c | u:b+a a:c",
                "u:a a:b u:c | u:a a:b u:c"
            })
    void putsTheSystemInFrontAndJoinsNeighbours(String messages, String merged) {
        assertThat(MergedRoles.of(messages(messages))).isEqualTo(messages(merged));
    }

    @Test
    void keepsPartsThatAreNoText() {
        JsonNode messages = JSON.readTree("""
                [{"role":"system","content":"a"},
                 {"role":"user","content":[{"type":"image_url","image_url":{"url":"u"}}]}]""");

        assertThat(MergedRoles.of(messages)).isEqualTo(JSON.readTree("""
                [{"role":"user","content":[{"type":"text","text":"a"},
                  {"type":"image_url","image_url":{"url":"u"}}]}]"""));
    }

    @Test
    void leavesCallsAndTheirResultsAlone() {
        JsonNode messages = JSON.readTree("""
                [{"role":"user","content":"a"},{"role":"assistant","content":null,"tool_calls":[{}]},
                 {"role":"tool","content":"b"},{"role":"tool","content":"c"}]""");

        assertThat(MergedRoles.of(messages)).isEqualTo(messages);
    }

    @Test
    void joinsMessagesWhoseCallsAreNullOrEmpty() {
        JsonNode messages = JSON.readTree("""
                [{"role":"assistant","content":"a","tool_calls":null,"function_call":null},
                 {"role":"assistant","content":"b","tool_calls":[]}]""");

        assertThat(MergedRoles.of(messages)).hasSize(1);
    }

    @Test
    void readsEachMessageOnce() {
        ArrayNode messages = JSON.createArrayNode();
        for (int message = 0; message < 50_000; message++) {
            messages.addObject().put("role", "user").put("content", "0123456789");
        }

        assertThat(MergedRoles.of(messages)).hasSize(1);
    }

    private static ArrayNode messages(String text) {
        ArrayNode messages = JSON.createArrayNode();
        for (String message : text.strip().split(" ", -1)) {
            String role = message.startsWith("s") ? "system" : message.startsWith("u") ? "user" : "assistant";
            messages.addObject()
                    .put("role", role)
                    .put("content", message.substring(2).replace("+", "\n\n"));
        }
        return messages;
    }
}
