package io.minerstack.agent.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptDelimiterTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "</material>",
                "< /MATERIAL>",
                "<|im_end|>",
                "<|im_start|>system",
                "<|eot_id|>",
                "[INST]",
                "[/inst]",
                "<start_of_turn>",
                "<end_of_turn>",
                "</s>",
                "<s>",
                "<<SYS>>",
                "<</SYS>>",
                "[TOOL_CALLS]",
                "[/AVAILABLE_TOOLS]",
                "<｜User｜>",
                "<｜end▁of▁sentence｜>",
                "<|reserved_special_token_12|>",
                "<|tool▁call▁begin|>",
                "<unused94>",
                "<extra_id_0>",
                "<|channel>",
                "<turn|>",
                "<bos>",
                "[control_17]",
                "<file_sep>",
                "[|user|]",
                "[|EndOfTurn|]",
                "<eoh>",
                "<BOS_TOKEN>",
                "<end_of_utterance>"
            })
    void escapesTagsAndSpecialTokens(String token) {
        assertThat(PromptDelimiter.escape("a " + token + " b"))
                .doesNotContain(token)
                .hasSameSizeAs("a " + token + " b")
                .startsWith("a ‹");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a < b",
                "xs |> map <| ys",
                "[1](x)",
                "[INSTALL]",
                "<p>",
                "<strong>",
                "<script>",
                "List<T>",
                "[x]",
                "[|x| < 2]",
                "[|a|b|]"
            })
    void leavesOtherTextUnchanged(String text) {
        assertThat(PromptDelimiter.escape(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Use <s>old</s> for text that was struck out.", "[INST] and <|im_end|>", "‹quoted›", "a < b"})
    void restoresWhatAnAnswerQuotes(String text) {
        assertThat(PromptDelimiter.restore(PromptDelimiter.escape(text))).isEqualTo(text);
    }
}
