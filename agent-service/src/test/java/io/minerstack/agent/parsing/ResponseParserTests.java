package io.minerstack.agent.parsing;

import static io.minerstack.agent.TestObjects.completion;
import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.agent.completion.Completion;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseParserTests {

    static Stream<Arguments> replies() {
        return Stream.of(
                of("{\"immediate_response\":\"Hi\",\"notebook\":\"no update\"}", ParseStrategy.JSON, "Hi", null),
                of("{\"immediate_response\":\"Hi\",\"notebook\":\"# T\\nx\"}", ParseStrategy.JSON, "Hi", "# T\nx"),
                of("{\"immediate_response\":\"Hi\"}", ParseStrategy.JSON, "Hi", null),
                of("{\"immediate_response\":\"Hi\",\"notebook\":null}", ParseStrategy.JSON, "Hi", null),
                of("{\"immediate_response\":\"Hi\",\"notebook\":\"No update.\"}", ParseStrategy.JSON, "Hi", null),
                of("{\"immediate_response\":\"Hi\",\"notebook\":{\"a\":[1]}}", ParseStrategy.JSON, "Hi", "{\"a\":[1]}"),
                of("{\"immediate_response\":\"Hi\",\"notebook\":\"notebook\"}", ParseStrategy.JSON, "Hi", null),
                of("{\"immediate_response\":\"Hi\",\"notebook\":42}", ParseStrategy.JSON, "Hi", "42"),
                of("{\"immediate_response\":42,\"notebook\":\"no update\"}", ParseStrategy.JSON, "42", null),
                of("{\"answer\":\"Hi\",\"notebook\":\"n\"}", ParseStrategy.JSON, "Hi", "n"),
                of(
                        "```json\n{\"immediate_response\":\"Hi\",\"notebook\":\"n\"}\n```",
                        ParseStrategy.CODE_BLOCK,
                        "Hi",
                        "n"),
                of("```\n{\"immediate_response\":\"Hi\"}\n```", ParseStrategy.CODE_BLOCK, "Hi", null),
                of(
                        "<think>{\"immediate_response\":\"no\"}</think>{\"immediate_response\":\"Hi\"}",
                        ParseStrategy.JSON,
                        "Hi",
                        null),
                of("I think {so}. </think>\n{\"immediate_response\":\"Hi\"}", ParseStrategy.JSON, "Hi", null),
                of(
                        "Sure! {\"immediate_response\":\"Hi {you}\",\"notebook\":\"n\"} Bye",
                        ParseStrategy.EMBEDDED_JSON,
                        "Hi {you}",
                        "n"),
                of(
                        "{\"immediate_response\":\"draft\"} better: {\"immediate_response\":\"final\"}",
                        ParseStrategy.EMBEDDED_JSON,
                        "final",
                        null),
                of(
                        "Sure:\n```json\n{\"immediate_response\":\"a ``` b\"}\n```",
                        ParseStrategy.EMBEDDED_JSON,
                        "a ``` b",
                        null),
                of(
                        "{\"immediate_response\":\"say </think> aloud\",\"notebook\":\"n\"}",
                        ParseStrategy.JSON,
                        "say </think> aloud",
                        "n"),
                of("{\"immediate_response\":\"Hi\",\"notebook\":\"n\",}", ParseStrategy.LENIENT_JSON, "Hi", "n"),
                of("{'immediate_response':'Hi','notebook':'n'}", ParseStrategy.LENIENT_JSON, "Hi", "n"),
                of(
                        "{\"immediate_response\":\"two\nlines\",\"notebook\":\"n\"}",
                        ParseStrategy.LENIENT_JSON,
                        "two\nlines",
                        "n"),
                of(
                        "{\"immediate_response\":\"50\\% \\u12 off\",\"notebook\":NaN}",
                        ParseStrategy.LENIENT_JSON, "50\\% \\u12 off", "\"NaN\""),
                of(
                        "{\"immediate_response\":\"Hi\",\"notebook\":\"a long docum",
                        ParseStrategy.PARTIAL_JSON,
                        "Hi",
                        null),
                of("{\"immediate_response\":\"It is abou", ParseStrategy.PARTIAL_JSON, "It is abou", null),
                of("```json\n{\"immediate_response\":\"It is \\u00e", ParseStrategy.PARTIAL_JSON, "It is", null),
                of(
                        "{\"immediate_response\":\"He said \"hi\" to me\",\"notebook\":\"n\"}",
                        ParseStrategy.PARTIAL_JSON,
                        "He said \"hi\" to me",
                        "n"),
                of("The answer is 42.", ParseStrategy.PLAIN_TEXT, "The answer is 42.", null),
                of(
                        "Assistant: The answer is 42.<|im_end|>\nuser: more",
                        ParseStrategy.PLAIN_TEXT,
                        "The answer is 42.",
                        null),
                of("<|im_start|>assistant\nHi", ParseStrategy.PLAIN_TEXT, "Hi", null),
                of("{\"name\":\"Ada\",\"age\":36}", ParseStrategy.PLAIN_TEXT, "{\"name\":\"Ada\",\"age\":36}", null),
                of(
                        "The field immediate_response holds text.",
                        ParseStrategy.PLAIN_TEXT,
                        "The field immediate_response holds text.",
                        null),
                of("```python\nprint({1: 2})\n```", ParseStrategy.PLAIN_TEXT, "```python\nprint({1: 2})\n```", null),
                of(
                        "Use `<think>` tags. Then </think> closes.",
                        ParseStrategy.PLAIN_TEXT,
                        "Use `<think>` tags. Then </think> closes.",
                        null));
    }

    @Test
    void readsTheBeginningOfANotebookAndSaysThatItIsCut() {
        ParsedResponse cut =
                ResponseParser.parse("{\"immediate_response\":\"Hi\",\"notebook\":\"A ship left the port. It came ba");

        assertThat(cut)
                .isEqualTo(new ParsedResponse(
                        "Hi", "A ship left the port. It came ba", true, false, ParseStrategy.PARTIAL_JSON));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[no update]",
                "no-update",
                "No-change",
                "No update is needed.",
                "No updates needed",
                "No changes were made.",
                "Not required",
                "nothing",
                "sin cambios",
                "Keine Änderungen.",
                "无更新。",
                " <none> ",
                "**No Update**",
                "NO_UPDATE",
                "-",
                "No changes.",
                "\uFF2E\uFF4F\u3000update"
            })
    void takesTheWordsForNothingInAnyFormForNoNotebook(String notebook) {
        ParsedResponse parsed =
                ResponseParser.parse(completion("{\"immediate_response\":\"Hi\",\"notebook\":\"" + notebook + "\"}"));

        assertThat(parsed.notebook()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"No update is due today.", "None of us", "42", "# -", "\u7121"})
    void keepsAShortNotebook(String notebook) {
        ParsedResponse parsed =
                ResponseParser.parse(completion("{\"immediate_response\":\"Hi\",\"notebook\":\"" + notebook + "\"}"));

        assertThat(parsed.notebook()).isEqualTo(notebook);
    }

    /** Objects that models and servers in JSON mode encode twice or wrap. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                // quarkiverse/quarkus-langchain4j#2569
                "\"{\\\"immediate_response\\\":\\\"Here is the plan.\\\""
                        + ",\\\"notebook\\\":\\\"# Rome\\\\n\\\\nDay 1\\\"}\"",
                // the same, encoded three times
                "\"\\\"{\\\\\\\"immediate_response\\\\\\\":\\\\\\\"Here is the plan.\\\\\\\","
                        + "\\\\\\\"notebook\\\\\\\":\\\\\\\"# Rome\\\\\\\\n\\\\\\\\nDay 1\\\\\\\"}\\\"\"",
                // modelscope/ms-agent#652
                "{\"immediate_response\":\"{\\\"immediate_response\\\":\\\"Here is the plan.\\\","
                        + "\\\"notebook\\\":\\\"# Rome\\\\n\\\\nDay 1\\\"}\",\"notebook\":\"no update\"}",
                // mangiucugna/json_repair#202: escaped without the quotation marks around it
                "{\\\"immediate_response\\\":\\\"Here is the plan.\\\",\\\"notebook\\\":\\\"# Rome\\n\\nDay 1\\\"}",
                "{\"name\":\"answer\",\"arguments\":{\"immediate_response\":\"Here is the plan.\","
                        + "\"notebook\":\"# Rome\\n\\nDay 1\"}}",
                "{\"answer\":\"{\\\"immediate_response\\\":\\\"Here is the plan.\\\","
                        + "\\\"notebook\\\":\\\"# Rome\\\\n\\\\nDay 1\\\"}\"}",
                "{\"immediate_response\":{\"immediate_response\":\"Here is the plan.\"},"
                        + "\"notebook\":\"# Rome\\n\\nDay 1\"}",
                "{\"immediate_response\":\"Here is the plan.\",\"notebook\":\"{\\\"immediate_response\\\":\\\"x\\\","
                        + "\\\"notebook\\\":\\\"# Rome\\\\n\\\\nDay 1\\\"}\"}",
                "{\"immediate_response\":\"Here is the plan.\",\"notebook\":\"\\\"# Rome\\\\n\\\\nDay 1\\\"\"}",
                "[{\"immediate_response\":\"Here is the plan.\",\"notebook\":\"# Rome\\n\\nDay 1\"}]",
                "Result: \"{\\\"immediate_response\\\":\\\"Here is the plan.\\\","
                        + "\\\"notebook\\\":\\\"# Rome\\\\n\\\\nDay 1\\\"}\""
            })
    void unwrapsTheObject(String reply) {
        ParsedResponse parsed = ResponseParser.parse(reply);

        assertThat(parsed.immediateResponse()).isEqualTo("Here is the plan.");
        assertThat(parsed.notebook()).isEqualTo("# Rome\n\nDay 1");
    }

    @Test
    void unwrapsAnObjectThatIsCutOff() {
        String reply = "\"{\\\"immediate_response\\\":\\\"Here is the pl";

        assertThat(ResponseParser.parse(reply).immediateResponse()).isEqualTo("Here is the pl");
        assertThat(ResponseParser.parse("{\"immediate_response\":" + reply).immediateResponse())
                .isEqualTo("Here is the pl");
    }

    @Test
    void decodesAnEncodedTextAndKeepsQuotationMarks() {
        assertThat(ResponseParser.parse("\"Line one.\\nLine two.\"").immediateResponse())
                .isEqualTo("Line one.\nLine two.");
        assertThat(ResponseParser.parse("\"To be or not to be\"").immediateResponse())
                .isEqualTo("\"To be or not to be\"");
        assertThat(ResponseParser.parse("{\"payload\":\"{\\\"a\\\":1}\"}").immediateResponse())
                .isEqualTo("{\"payload\":\"{\\\"a\\\":1}\"}");
    }

    private static Arguments of(String reply, ParseStrategy strategy, String response, @Nullable String notebook) {
        return Arguments.of(reply, strategy, response, notebook);
    }

    @ParameterizedTest
    @MethodSource("replies")
    void readsRepliesOfEveryShape(String reply, ParseStrategy strategy, String response, @Nullable String notebook) {
        ParsedResponse parsed = ResponseParser.parse(reply);

        assertThat(parsed.strategy()).isEqualTo(strategy);
        assertThat(parsed.immediateResponse()).isEqualTo(response);
        assertThat(parsed.notebook()).isEqualTo(notebook);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  \n ",
                "<think>still thinking",
                "<think>done</think>",
                "{\"immediate_response\":\"\",\"notebook\":\"no update\"}",
                "{\"immediate_response\":null}",
                "{\"immediate_response\":\"",
                "{\"immediate_response\"",
                "{}",
                "null",
                "assistant:",
                "<|im_end|>"
            })
    void findsNoAnswerInAnEmptyReply(String reply) {
        assertThat(ResponseParser.parse(reply).isUsable()).isFalse();
    }

    @Test
    void readsAnAnswerFromTheReasoningOnlyAsRequestedJson() {
        Completion answer =
                new Completion("", "{\"immediate_response\":\"Hi\"}", null, "stop", false, null, null, null);
        Completion reasoning = new Completion("", "Let me see, hm.", null, "stop", false, null, null, null);

        assertThat(ResponseParser.parse(answer).immediateResponse()).isEqualTo("Hi");
        assertThat(ResponseParser.parse(reasoning).isUsable()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"immediate_response\":\"<think>secret</think>Four.\",\"notebook\":\"[THINK]secret[/THINK]# Sum\"}",
                "{\"immediate_response\":\"<think>secret</think>\\n\\nFour.\",\"notebook\":\"# Sum\"",
                "Four.\n<think>{\"immediate_response\":\"secret\""
            })
    void removesReasoningFromTheFields(String reply) {
        ParsedResponse parsed = ResponseParser.parse(reply);

        assertThat(parsed.immediateResponse()).isEqualTo("Four.");
        assertThat(parsed.notebook()).isIn("# Sum", null);
    }

    @Test
    void findsNoAnswerInAFieldOfReasoning() {
        assertThat(ResponseParser.parse("{\"immediate_response\":\"<think>secret and")
                        .isUsable())
                .isFalse();
        assertThat(ResponseParser.parse("{\"immediate_response\":\"<think>secret\"}")
                        .isUsable())
                .isFalse();
    }

    @Test
    void returnsARefusalAsPlainText() {
        Completion refusal = new Completion("", null, "I can't help with that.", "stop", false, null, null, null);

        assertThat(ResponseParser.parse(refusal))
                .isEqualTo(new ParsedResponse("I can't help with that.", null, ParseStrategy.PLAIN_TEXT));
    }

    @Test
    void parsesHostileRepliesQuickly() {
        String braces = "{".repeat(100_000) + "immediate_response";
        String deep = "{\"immediate_response\":" + "[".repeat(50_000);

        assertThat(ResponseParser.parse(completion(braces)).immediateResponse()).isEmpty();
        assertThat(ResponseParser.parse(completion(deep)).isUsable()).isFalse();
    }
}
