package io.minerstack.agent.completion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The wordings of local-llm, OpenAI, vLLM (three versions) and SGLang. */
class PromptTooLongDetailsTests {

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(
                        "This model's context is 2046 tokens, and the messages have 29007: shorten them.",
                        29_007,
                        2_046),
                Arguments.of(
                        "This model's maximum context length is 8192 tokens. However, your messages resulted in 10010"
                                + " tokens.",
                        10_010,
                        8_192),
                Arguments.of(
                        "This model's maximum context length is 8192 tokens. However, you requested 9000 tokens (8000"
                                + " in the messages, 1000 in the completion).",
                        8_000,
                        8_192),
                Arguments.of(
                        "This model's maximum context length is 2048 tokens. However, your request has 28853 input"
                                + " tokens.",
                        28_853,
                        2_048),
                Arguments.of(
                        "You passed 2001 input tokens and requested 1000 output tokens. However, the model's context"
                                + " length is only 2048 tokens, resulting in a maximum input length of 1048 tokens.",
                        2_001,
                        2_048),
                Arguments.of(
                        "The input (9000 tokens) is longer than the model's context length (8192 tokens).",
                        9_000,
                        8_192),
                Arguments.of(
                        "Requested token count exceeds the model's maximum context length of 8192 tokens. You requested"
                                + " a total of 9000 tokens: 8000 tokens from the input messages and 1000 tokens for the"
                                + " completion.",
                        8_000,
                        8_192));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void readsBothCountsInTheWordingOfEachServer(String message, int prompt, int context) {
        assertThat(PromptTooLongDetails.read(message)).isEqualTo(new PromptTooLongDetails(prompt, context));
    }

    @Test
    void ignoresAnIncompleteCount() {
        assertThat(PromptTooLongDetails.read(
                        "This model's maximum context length is 8192 tokens. However, you requested 100 output"
                                + " tokens and your prompt contains at least 8093 input tokens, for a total of at"
                                + " least 8193 tokens."))
                .isEqualTo(new PromptTooLongDetails(0, 8_192));
    }

    @Test
    void findsNoCountsInOtherMessages() {
        assertThat(PromptTooLongDetails.read("Too long: 99999999999 tokens.")).isEqualTo(PromptTooLongDetails.UNKNOWN);
    }
}
