package io.minerstack.llmproxy.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaxTokensFieldTests {

    @ParameterizedTest
    @CsvSource({
        "auto, https://api.openai.com/v1, max_completion_tokens",
        "auto, https://models.example/api/v1, max_tokens",
        "max_tokens, https://api.openai.com/v1, max_tokens",
        "max_completion_tokens, https://models.example/api/v1, max_completion_tokens"
    })
    void dependsOnTheServerWhereTheSettingIsAuto(String setting, URI api, String field) {
        assertThat(MaxTokensField.of(setting).nameFor(api)).isEqualTo(field);
    }

    @Test
    void rejectsAnotherName() {
        assertThatIllegalArgumentException().isThrownBy(() -> MaxTokensField.of("tokens"));
    }
}
