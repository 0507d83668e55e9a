package io.minerstack.llmproxy.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaseUrlsTests {

    @ParameterizedTest
    @CsvSource({
        "VLLM, http://gpu:8000, http://gpu:8000/v1",
        "VLLM, http://gpu:8000/v1/, http://gpu:8000/v1",
        "VLLM, http://gpu:8000/v1/chat/completions, http://gpu:8000/v1",
        "VLLM, http://gpu:8000/v1/models, http://gpu:8000/v1",
        "VLLM, HTTP://gpu:8000/, http://gpu:8000/v1",
        "OPENAI, https://openrouter.ai/api/v1/chat/completions/, https://openrouter.ai/api/v1",
        "VLLM, https://host/tenant-7, https://host/tenant-7/v1",
        "LOCAL, http://127.0.0.1:8005, http://127.0.0.1:8005/v1",
        "OPENAI, https://api.openai.com/v1, https://api.openai.com/v1",
        "OPENAI, https://api.openai.com, https://api.openai.com/v1",
        "OPENAI, https://host/v1beta/openai/, https://host/v1beta/openai",
        // the address of a call
        "OPENAI, https://api.openai.com/v1/chat, https://api.openai.com/v1",
        "OPENAI, https://api.anthropic.com/v1/messages, https://api.anthropic.com/v1",
        "OPENAI, https://host/api/v1/embeddings/, https://host/api/v1",
        "VLLM, http://gpu:8000/v1/completions, http://gpu:8000/v1",
        "VLLM, http://gpu:8000/v1/responses, http://gpu:8000/v1",
        "OPENAI, https://host/v1beta/openai/models, https://host/v1beta/openai",
        "OPENAI, https://gateway/chat, https://gateway/chat",
        // known servers without their path
        "OPENAI, https://api.groq.com, https://api.groq.com/openai/v1",
        "OPENAI, https://api.groq.com/openai/, https://api.groq.com/openai/v1",
        "OPENAI, https://x.openai.azure.com/, https://x.openai.azure.com/openai/v1",
        "OPENAI, https://openrouter.ai/v1, https://openrouter.ai/api/v1",
        "OPENAI, https://openrouter.ai/api/v1, https://openrouter.ai/api/v1",
        "OPENAI, https://generativelanguage.googleapis.com/v1beta,"
                + " https://generativelanguage.googleapis.com/v1beta/openai",
        "VLLM, https://api.together.xyz, https://api.together.xyz/v1",
        // a gateway of one's own may serve such a path
        "OPENAI, https://gateway/openai/deployments/d, https://gateway/openai/deployments/d"
    })
    void addsTheVersionWhereItIsMissing(ProviderKind kind, String configured, String api) {
        assertThat(BaseUrls.of(configured).apis(kind)).singleElement().hasToString(api);
    }

    @Test
    void readsSeveralUrls() {
        assertThat(BaseUrls.of("http://a:1, http://b:2/v1").apis(ProviderKind.VLLM))
                .map(Object::toString)
                .containsExactly("http://a:1/v1", "http://b:2/v1");
    }

    @ParameterizedTest
    @CsvSource({
        // docker/compose#229
        "http://vllm_server:8000/v1, underscore",
        "https://x.openai.azure.com/openai/v1?api-version=preview, query",
        "https://host/v1?x=y, (expected: http://host:port/v1 or https://host/v1)",
        // the address that Azure shows of a deployment
        "https://x.openai.azure.com/openai/deployments/d/chat/completions?api-version=2024-10-21,"
                + " https://RESOURCE.openai.azure.com/openai/v1",
        "https://x.cognitiveservices.azure.com/openai/deployments/d, https://RESOURCE.openai.azure.com/openai/v1",
        "gpu:8000, must start with http://",
        "http://user:secret@host, password",
        "http://gpu 1:8000, be read",
        "'', empty"
    })
    void namesTheReason(String text, String reason) {
        assertThatIllegalArgumentException().isThrownBy(() -> BaseUrls.of(text)).withMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost:8000",
                "ftp://host",
                "http://",
                "http://user:secret@host",
                "http://a,,http://b",
                "http://host/?key=secret"
            })
    void rejectsOtherTextWithoutRepeatingIt(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> BaseUrls.of(text)).withMessageNotContaining("secret");
    }
}
