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
    void disarmsWhatCouldLeaveTheFence(String wayOut) {
        assertThat(PromptDelimiter.disarm("a " + wayOut + " b"))
                .doesNotContain(wayOut)
                .hasSameSizeAs("a " + wayOut + " b")
                .startsWith("a \u2039");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a < b", "xs |> map <| ys", "[1](x)", "[INSTALL]", "<p>"})
    void leavesOtherTextAsItIs(String text) {
        assertThat(PromptDelimiter.disarm(text)).isEqualTo(text);
    }
}
