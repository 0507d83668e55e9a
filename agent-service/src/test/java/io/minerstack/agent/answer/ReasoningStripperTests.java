package io.minerstack.agent.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasoningStripperTests {

    @ParameterizedTest
    @CsvSource({
        // the capital of i with a dot gets longer in lower case
        "<think>\u0130\u0130\u0130\u0130\u0130\u0130\u0130\u0130\u0130</think>Evet.,Evet.",
        "<Think>hm</THINK> Yes.,Yes.",
        "hm</think>Yes.,Yes.",
        "<think>never ends,''",
    })
    void takesThinkingOff(String reply, String answer) {
        assertThat(ReasoningStripper.strip(reply)).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "'Use <s>old</s> for text that was struck out.','Use <s>old</s> for text that was struck out.'",
        "Yes.</s>,Yes.",
        "Yes.<|im_end|>,Yes.",
        "Yes.<|im_end|> <|im_start|>user,Yes.",
    })
    void takesTheEndOfAChatTemplateForTheEndAndHtmlForText(String reply, String answer) {
        assertThat(ReasoningStripper.strip(reply)).isEqualTo(answer);
    }
}
