package io.minerstack.llmproxy.completion;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts of vllm-project/vllm#19839 and QwenLM/Qwen3#1297 and of their kind. */
class PrivateAnalysisTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<think>\nThe user asks.\n</think>\n\n",
                "<think>The user asks, and the limit ends the",
                "  <thinking>a</thinking> <thinking>b</thinking>",
                "<think></think>",
                "The user asks.\n</think>\n",
                "[THINK]The user asks.[/THINK]",
                "◁think▷The user asks.◁/think▷",
                "<|channel|>analysis<|message|>User asks.<|end|>",
                "<|channel|>analysis<|message|>User asks.",
                "<|start|>assistant<|channel|>analysis<|message|>a<|end|><|start|>assistant<|channel|>commentary"
                        + " to=functions.x <|constrain|>json<|message|>{}<|call|>",
                "<|channel|>analysis<|message|>a<|end|><|start|>assistant<|channel|>final<|message|><|return|>"
            })
    void recognizesTextWithoutAWordForTheReader(String text) {
        assertThat(PrivateAnalysis.isAll(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "Paris.",
                "<b>Paris</b>",
                "<think>The user asks.</think>Paris.",
                "Hm.</think>Paris.",
                "The tags are <think> and </think>",
                "[1] is a reference",
                "<|channel|>final<|message|>Paris.",
                "<|channel|>analysis<|message|>a<|end|><|start|>assistant<|channel|>final<|message|>Paris.<|return|>",
                "<|channel|>analysis<|message|>a<|channel|>final<|message|>Paris."
            })
    void leavesEveryAnswer(String text) {
        assertThat(PrivateAnalysis.isAll(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<think></think>", "<|channel|>analysis<|message|>", "<", "</think>", "<think", "[THINK]"})
    void readsHostileTextInOnePass(String part) {
        assertThat(PrivateAnalysis.isAll(part.repeat(100_000) + "Paris.")).isIn(true, false);
    }
}
