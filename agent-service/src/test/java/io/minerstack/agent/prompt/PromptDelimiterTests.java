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
                "[/inst]"
            })
    void escapesTagsAndSpecialTokens(String token) {
        assertThat(PromptDelimiter.escape("a " + token + " b"))
                .doesNotContain(token)
                .hasSameSizeAs("a " + token + " b")
                .startsWith("a ‹");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a < b", "xs |> map <| ys", "[1](x)", "[INSTALL]", "<p>"})
    void leavesOtherTextUnchanged(String text) {
        assertThat(PromptDelimiter.escape(text)).isEqualTo(text);
    }
}
