package io.minerstack.agent.parsing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Any text gives an answer or no answer, never an exception, and no text takes more than linear steps. */
class ResponseParserFuzzTests {

    private static final int REPLIES = 3_000;
    private static final int MAX_FRAGMENTS = 25;
    private static final int HOSTILE_LENGTH = 100_000;

    static final List<String> FRAGMENTS = List.of(
            "<think>",
            "</think>",
            "<think> ",
            " </think> and ",
            "<think><think>a</think>",
            "<think>a</think>",
            "\n<think>a <think></think>",
            "<think>\n```\n</think>\n",
            "[THINK]a[/THINK]<think>",
            "<scratchpad>",
            "</scratchpad>",
            "<|thought|>",
            "<a_b:think",
            "[THINK]",
            "[/THINK]",
            "<|channel|>",
            "analysis",
            "final",
            "<|message|>",
            "<|end|>",
            "<|start|>assistant",
            "<|im_end|>",
            "<|im_start|>user",
            "</s>",
            "<s>",
            "◁think▷",
            "<|channel>thought",
            "<channel|>",
            "<｜end▁of▁sentence｜>",
            "assistantfinal",
            "`",
            "```",
            "\n",
            " ",
            "{",
            "}",
            "\"",
            "\\",
            "\\\"",
            "[",
            "]",
            ":",
            ",",
            "\"immediate_response\"",
            "\\\"immediate_response\\\":\\\"",
            "\"notebook\":\"x\"",
            "<answer>",
            "</answer>",
            "\\u00",
            "\uD83D",
            "The answer is 4.",
            "assistant:",
            "\0");

    @Test
    void readsAnyText() {
        Random random = new Random(17);
        for (int i = 0; i < REPLIES; i++) {
            StringBuilder reply = new StringBuilder();
            int fragments = random.nextInt(MAX_FRAGMENTS);
            for (int j = 0; j < fragments; j++) {
                reply.append(FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
            }
            ParsedResponse parsed = ResponseParser.parse(reply.toString());

            assertThat(parsed.isUsable())
                    .as(reply.toString())
                    .isEqualTo(!parsed.immediateResponse().isBlank());
        }
    }

    /** Quadratic work on these would take minutes. */
    @ParameterizedTest
    @FieldSource("FRAGMENTS")
    void readsHugeRepetitions(String fragment) {
        String repeated = fragment.repeat(HOSTILE_LENGTH / fragment.length());

        for (String reply : List.of(
                repeated,
                "x" + repeated,
                "<think>" + repeated,
                "<|channel|>final<|message|>" + repeated,
                "{\"immediate_response\":\"" + repeated)) {
            ParsedResponse parsed = ResponseParser.parse(reply);
            assertThat(parsed.isUsable()).isEqualTo(!parsed.immediateResponse().isBlank());
        }
    }
}
