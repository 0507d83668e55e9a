package io.minerstack.llmproxy.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.servicesupport.secret.Secret;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholderKeyTests {

    private static final List<URI> VENDOR = List.of(URI.create("https://api.openai.com/v1"));
    private static final List<URI> OTHER = List.of(URI.create("http://gpu:8000/v1"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-your-actual-openai-api-key-here",
                "your_api_key",
                "YOUR-API-KEY-HERE",
                "<your key>",
                "<key>",
                "changeme",
                "${OPENAI_API_KEY}",
                "insert-key"
            })
    void findsTheTextThatAsksForAKey(String key) {
        assertThat(PlaceholderKey.isPlaceholder(Secret.of(key), VENDOR)).isTrue();
        assertThat(PlaceholderKey.isPlaceholder(Secret.of(key), OTHER)).isTrue();
    }

    /** As in the vendors' own examples. Servers without a key, such as llama.cpp and Ollama, take any text. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-...",
                "sk-xxxxxxxx",
                "gsk_...",
                "gsk_xxx",
                "hf_xxx",
                "hf_...",
                "sk-proj-...",
                "sk-proj-xxxxxxxx",
                "sk-or-v1-xxxxxxxx",
                "sk-or-v1-...",
                "sk-ant-api03-...",
                "sk-ant-xxxx",
                "xxx",
                "placeholder",
                "EMPTY",
                "none",
                "sk-no-key-required",
                "not-needed"
            })
    void refusesADummyAtTheVendorsUrlOnly(String key) {
        assertThat(PlaceholderKey.isPlaceholder(Secret.of(key), VENDOR)).isTrue();
        assertThat(PlaceholderKey.isPlaceholder(Secret.of(key), OTHER)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://router.huggingface.co/v1",
                "https://api.groq.com/openai/v1",
                "https://x.openai.azure.com/openai/v1",
                "https://openrouter.ai/api/v1"
            })
    void knowsTheVendors(URI api) {
        assertThat(PlaceholderKey.isPlaceholder(Secret.of("hf_xxx"), List.of(api)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"sk-proj-4xYourKeyz83hfA", "test-only", "token-abc123", "gsk_8sKeyHere2", "sk-xxxx1234abcd", ""})
    void acceptsEveryOtherKey(String key) {
        assertThat(PlaceholderKey.isPlaceholder(Secret.of(key), VENDOR)).isFalse();
    }
}
