package io.minerstack.llmproxy.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class RequestAdapterTests {

    private static final URI OPENAI = URI.create("https://api.openai.com/v1");
    private static final URI OTHER = URI.create("https://models.example/api/v1");

    private final ObjectNode request = (ObjectNode) JsonMapper.shared().readTree("""
            {"messages":[{"role":"user","content":"Hi"}],"max_tokens":5,"temperature":0.7,"top_p":0.9,
             "chat_template_kwargs":{"enable_thinking":false},"stream_options":{"continuous_usage_stats":true}}""");

    @Test
    void namesTheLimitAsOpenAiWantsIt() {
        ObjectNode body = dialect(ProviderKind.OPENAI, "gpt-4o-mini", OPENAI).translate(request, null);

        assertThat(body.path("max_completion_tokens").asInt()).isEqualTo(5);
        assertThat(body.has("max_tokens")).isFalse();
        assertThat(body.has("chat_template_kwargs")).isFalse();
        assertThat(body.path("temperature").asDouble()).isEqualTo(0.7);
    }

    @Test
    void keepsTheOldNameForEverybodyElse() {
        request.set("max_completion_tokens", request.remove("max_tokens"));

        assertThat(dialect(ProviderKind.OPENAI, "llama", OTHER)
                        .translate(request, null)
                        .path("max_tokens")
                        .asInt())
                .isEqualTo(5);
        assertThat(dialect(ProviderKind.VLLM, "llama", OTHER)
                        .translate(request, null)
                        .path("max_tokens")
                        .asInt())
                .isEqualTo(5);
    }

    @Test
    void limitsAnAnswerThatNobodyLimited() {
        request.remove("max_tokens");
        Dialect vllm = dialect(ProviderKind.VLLM, "llama", OTHER);

        assertThat(vllm.translate(request, null).path("max_tokens").asInt()).isEqualTo(4_000);
        assertThat(vllm.translate(request, 131_072).path("max_tokens").asInt()).isEqualTo(4_000);
        assertThat(vllm.translate(request, 4_096).path("max_tokens").asInt()).isEqualTo(2_048);
    }

    @Test
    void leavesTheCallersLimitAlone() {
        Dialect vllm = dialect(ProviderKind.VLLM, "llama", OTHER);

        assertThat(vllm.translate(request.put("max_tokens", 4_000), 4_096)
                        .path("max_tokens")
                        .asInt())
                .isEqualTo(4_000);
    }

    @Test
    void leavesSamplingToModelsThatThink() {
        assertThat(dialect(ProviderKind.OPENAI, "gpt-5-mini", OPENAI)
                        .translate(request, null)
                        .propertyNames())
                .doesNotContain("temperature", "top_p");
        assertThat(dialect(ProviderKind.OPENAI, "o3", OPENAI)
                        .translate(request, null)
                        .propertyNames())
                .doesNotContain("temperature", "top_p");
    }

    @Test
    void keepsVllmsOwnFieldsForVllm() {
        ObjectNode body = dialect(ProviderKind.VLLM, "llama", OTHER).translate(request, null);

        assertThat(body.has("chat_template_kwargs")).isTrue();
        assertThat(body.at("/stream_options/continuous_usage_stats").asBoolean())
                .isTrue();
        assertThat(body.at("/stream_options/include_usage").asBoolean()).isTrue();
    }

    @Test
    void leavesTheCallersRequestAsItIs() {
        String before = request.toString();

        ObjectNode body = dialect(ProviderKind.OPENAI, "o3", OPENAI).translate(request, null);

        assertThat(body).isNotSameAs(request);
        assertThat(request).hasToString(before);
    }

    private static Dialect dialect(ProviderKind kind, String model, URI api) {
        return new Dialect(kind, model, MaxTokensField.of("auto"), api, 4_000);
    }
}
