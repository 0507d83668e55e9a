package io.minerstack.agent.answer;

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

class LadderTests {

    static Stream<Arguments> corpus() {
        return Stream.of(
                of("{\"immediate_response\":\"Hi\",\"notebook\":\"no update\"}", Rung.JSON, "Hi", null),
                of("{\"immediate_response\":\"Hi\",\"notebook\":\"# T\\nx\"}", Rung.JSON, "Hi", "# T\nx"),
                of("{\"immediate_response\":\"Hi\"}", Rung.JSON, "Hi", null),
                of("{\"immediate_response\":\"Hi\",\"notebook\":null}", Rung.JSON, "Hi", null),
                of("{\"immediate_response\":\"Hi\",\"notebook\":\"No update.\"}", Rung.JSON, "Hi", null),
                of("{\"immediate_response\":\"Hi\",\"notebook\":{\"a\":[1]}}", Rung.JSON, "Hi", "{\"a\":[1]}"),
                of("{\"immediate_response\":\"Hi\",\"notebook\":\"notebook\"}", Rung.JSON, "Hi", null),
                of("{\"immediate_response\":\"Hi\",\"notebook\":42}", Rung.JSON, "Hi", "42"),
                of("{\"immediate_response\":42,\"notebook\":\"no update\"}", Rung.JSON, "42", null),
                of("{\"answer\":\"Hi\",\"notebook\":\"n\"}", Rung.JSON, "Hi", "n"),
                of("```json\n{\"immediate_response\":\"Hi\",\"notebook\":\"n\"}\n```", Rung.FENCED, "Hi", "n"),
                of("```\n{\"immediate_response\":\"Hi\"}\n```", Rung.FENCED, "Hi", null),
                of(
                        "<think>{\"immediate_response\":\"no\"}</think>{\"immediate_response\":\"Hi\"}",
                        Rung.JSON,
                        "Hi",
                        null),
                of("I think {so}. </think>\n{\"immediate_response\":\"Hi\"}", Rung.JSON, "Hi", null),
                of(
                        "Sure! {\"immediate_response\":\"Hi {you}\",\"notebook\":\"n\"} Bye",
                        Rung.EMBEDDED,
                        "Hi {you}",
                        "n"),
                of(
                        "{\"immediate_response\":\"draft\"} better: {\"immediate_response\":\"final\"}",
                        Rung.EMBEDDED,
                        "final",
                        null),
                of("Sure:\n```json\n{\"immediate_response\":\"a ``` b\"}\n```", Rung.EMBEDDED, "a ``` b", null),
                of(
                        "{\"immediate_response\":\"say </think> aloud\",\"notebook\":\"n\"}",
                        Rung.JSON,
                        "say </think> aloud",
                        "n"),
                of("{\"immediate_response\":\"Hi\",\"notebook\":\"n\",}", Rung.TOLERANT, "Hi", "n"),
                of("{'immediate_response':'Hi','notebook':'n'}", Rung.TOLERANT, "Hi", "n"),
                of("{\"immediate_response\":\"two\nlines\",\"notebook\":\"n\"}", Rung.TOLERANT, "two\nlines", "n"),
                of(
                        "{\"immediate_response\":\"50\\% \\u12 off\",\"notebook\":NaN}",
                        Rung.TOLERANT, "50% u12 off", "\"NaN\""),
                of("{\"immediate_response\":\"Hi\",\"notebook\":\"a long docum", Rung.SALVAGED, "Hi", null),
                of("{\"immediate_response\":\"It is abou", Rung.SALVAGED, "It is abou", null),
                of("```json\n{\"immediate_response\":\"It is \\u00e", Rung.SALVAGED, "It is", null),
                of(
                        "{\"immediate_response\":\"He said \"hi\" to me\",\"notebook\":\"n\"}",
                        Rung.SALVAGED,
                        "He said \"hi\" to me",
                        "n"),
                of("The answer is 42.", Rung.PLAIN, "The answer is 42.", null),
                of("Assistant: The answer is 42.<|im_end|>\nuser: more", Rung.PLAIN, "The answer is 42.", null),
                of("<|im_start|>assistant\nHi", Rung.PLAIN, "Hi", null),
                of("{\"name\":\"Ada\",\"age\":36}", Rung.PLAIN, "{\"name\":\"Ada\",\"age\":36}", null),
                of(
                        "The field immediate_response holds text.",
                        Rung.PLAIN,
                        "The field immediate_response holds text.",
                        null),
                of("```python\nprint({1: 2})\n```", Rung.PLAIN, "```python\nprint({1: 2})\n```", null),
                of(
                        "Use `<think>` tags. Then </think> closes.",
                        Rung.PLAIN,
                        "Use `<think>` tags. Then </think> closes.",
                        null));
    }

    private static Arguments of(String reply, Rung rung, String response, @Nullable String notebook) {
        return Arguments.of(reply, rung, response, notebook);
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void readsWhatModelsWrite(String reply, Rung rung, String response, @Nullable String notebook) {
        Parsed parsed = Ladder.read(reply);

        assertThat(parsed.rung()).isEqualTo(rung);
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
                "{\"immediate_response\":\"\",\"notebook\":\"n\"}",
                "{\"immediate_response\":null}",
                "{\"immediate_response\":\"",
                "{\"immediate_response\"",
                "{}",
                "null",
                "assistant:",
                "<|im_end|>"
            })
    void hasNothingToShowOfAnEmptyReply(String reply) {
        assertThat(Ladder.read(reply).isUsable()).isFalse();
    }

    @Test
    void takesAnAnswerOutOfTheThinkingOnlyWhereItHasTheAskedShape() {
        Completion answer =
                new Completion("", "{\"immediate_response\":\"Hi\"}", null, "stop", false, null, null, null);
        Completion musing = new Completion("", "Let me see, hm.", null, "stop", false, null, null, null);

        assertThat(Ladder.read(answer).immediateResponse()).isEqualTo("Hi");
        assertThat(Ladder.read(musing).isUsable()).isFalse();
    }

    @Test
    void showsARefusal() {
        Completion refusal = new Completion("", null, "I can't help with that.", "stop", false, null, null, null);

        assertThat(Ladder.read(refusal)).isEqualTo(new Parsed("I can't help with that.", null, Rung.PLAIN));
    }

    @Test
    void readsHostileRepliesInTime() {
        String braces = "{".repeat(100_000) + "immediate_response";
        String deep = "{\"immediate_response\":" + "[".repeat(50_000);

        assertThat(Ladder.read(completion(braces)).immediateResponse()).isEmpty();
        assertThat(Ladder.read(completion(deep)).isUsable()).isFalse();
    }
}
