package io.minerstack.llmproxy.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.servicesupport.secret.Secret;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholderKeyTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-your-actual-openai-api-key-here",
                "your_api_key",
                "YOUR-API-KEY-HERE",
                "<your key>",
                "sk-...",
                "sk-xxxxxxxx",
                "changeme",
                "${OPENAI_API_KEY}",
                "insert-key"
            })
    void findsTheTextOfAnExample(String key) {
        assertThat(PlaceholderKey.isPlaceholder(Secret.of(key))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-proj-4xYourKeyz83hfA",
                "test-only",
                "EMPTY",
                "none",
                "dummy",
                "token-abc123",
                "gsk_8sKeyHere2",
                ""
            })
    void acceptsEveryOtherKey(String key) {
        assertThat(PlaceholderKey.isPlaceholder(Secret.of(key))).isFalse();
    }
}
