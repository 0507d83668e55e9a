package io.minerstack.agent.completion;

import static io.minerstack.agent.TestObjects.STRICT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptTooLongDetailsTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"prompt_tokens\":9000,\"context_tokens\":8192 | 9000 | 8192",
                "\"context_tokens\":8192                        | 0    | 8192",
                "\"prompt_tokens\":9000,\"context_tokens\":null | 9000 | 0",
                "\"prompt_tokens\":-1,\"context_tokens\":-5     | 0    | 0",
                "\"param\":null                                 | 0    | 0"
            })
    void readsTheFieldsOfLlmProxy(String fields, int prompt, int context) {
        ErrorEnvelope envelope = STRICT.readValue(
                "{\"error\":{\"code\":\"context_length_exceeded\"," + fields + "}}", ErrorEnvelope.class);

        assertThat(envelope.promptTooLong()).isEqualTo(new PromptTooLongDetails(prompt, context));
    }

    @ParameterizedTest
    @CsvSource({"The input (9000 tokens) is longer than the model's context length (8192 tokens)."})
    void readsNoNumbersFromWords(String message) {
        ErrorEnvelope envelope = STRICT.readValue("{\"error\":{\"message\":\"" + message + "\"}}", ErrorEnvelope.class);

        assertThat(envelope.promptTooLong()).isEqualTo(PromptTooLongDetails.UNKNOWN);
    }
}
