package io.minerstack.agent.parsing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasoningStripperTests {

    @ParameterizedTest
    @CsvSource({
        // İ has two characters in lower case, which must not move the end of the reasoning
        "<think>İİİİİİİİİ</think>Evet.,Evet.",
        "<Think>hm</THINK> Yes.,Yes.",
        "hm</think>Yes.,Yes.",
        "<think>never ends,''",
    })
    void removesReasoning(String reply, String answer) {
        assertThat(ReasoningStripper.strip(reply)).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "'Use <s>old</s> for text that was struck out.','Use <s>old</s> for text that was struck out.'",
        "Yes.</s>,Yes.",
        "Yes.<|im_end|>,Yes.",
        "Yes.<|im_end|> <|im_start|>user,Yes.",
    })
    void endsAtChatTemplateTokensAndKeepsHtml(String reply, String answer) {
        assertThat(ReasoningStripper.strip(reply)).isEqualTo(answer);
    }
}
