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
        "OPENAI, https://host/v1beta/openai/, https://host/v1beta/openai"
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
