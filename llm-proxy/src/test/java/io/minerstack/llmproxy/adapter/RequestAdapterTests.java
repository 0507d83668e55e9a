package io.minerstack.llmproxy.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.llmproxy.failure.UpstreamError;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class RequestAdapterTests {

    private static final UpstreamError NO_SCHEMA =
            new UpstreamError("'json_schema' is not supported", null, "response_format", null);
    private static final UpstreamError INVALID_SCHEMA =
            new UpstreamError("Invalid schema for response_format 'a'", null, "response_format", null);

    private final ObjectNode request = (ObjectNode) JsonMapper.shared().readTree("""
            {"messages":[{"role":"user","content":"Hi"}],"max_tokens":5,"temperature":0.7,"top_p":0.9,
             "chat_template_kwargs":{"enable_thinking":false},"stream_options":{"continuous_usage_stats":true}}""");

    @Test
    void namesTheOutputLimitAsTheDialectSays() {
        ObjectNode body = adapt(Dialect.openAi("gpt-4o-mini", "max_completion_tokens"), null);

        assertThat(body.path("max_completion_tokens").asInt()).isEqualTo(5);
        assertThat(body.has("max_tokens")).isFalse();
        assertThat(body.has("chat_template_kwargs")).isFalse();
        assertThat(body.path("temperature").asDouble()).isEqualTo(0.7);
    }

    @Test
    void keepsTheOlderNameForOtherServers() {
        request.set("max_completion_tokens", request.remove("max_tokens"));

        assertThat(adapt(Dialect.openAi("llama", "max_tokens"), null)
                        .path("max_tokens")
                        .asInt())
                .isEqualTo(5);
        assertThat(adapt(Dialect.vllm("max_tokens"), null).path("max_tokens").asInt())
                .isEqualTo(5);
    }

    @Test
    void limitsAnAnswerWithoutALimit() {
        request.remove("max_tokens");

        assertThat(maxTokens(null)).isEqualTo(4_000);
        assertThat(maxTokens(131_072)).isEqualTo(4_000);
        assertThat(maxTokens(4_096)).isEqualTo(2_048);
    }

    @Test
    void keepsTheCallersLimit() {
        request.put("max_tokens", 4_000);

        assertThat(maxTokens(4_096)).isEqualTo(4_000);
    }

    @Test
    void removesSamplingFieldsForReasoningModels() {
        assertThat(adapt(Dialect.openAi("gpt-5-mini", "max_completion_tokens"), null)
                        .propertyNames())
                .doesNotContain("temperature", "top_p");
        assertThat(adapt(Dialect.openAi("o3", "max_completion_tokens"), null).propertyNames())
                .doesNotContain("temperature", "top_p");
    }

    @Test
    void keepsVllmsFieldsForVllm() {
        ObjectNode body = adapt(Dialect.vllm("max_tokens"), null);

        assertThat(body.has("chat_template_kwargs")).isTrue();
        assertThat(body.at("/stream_options/continuous_usage_stats").asBoolean())
                .isTrue();
        assertThat(body.at("/stream_options/include_usage").asBoolean()).isTrue();
    }

    @Test
    void doesNotChangeTheCallersRequest() {
        String before = request.toString();

        ObjectNode body = adapt(Dialect.openAi("o3", "max_completion_tokens"), null);

        assertThat(body).isNotSameAs(request);
        assertThat(request).hasToString(before);
    }

    @Test
    void simplifiesTheResponseFormatStepByStep() {
        wantSchema();
        RequestAdapter adapter = adapter(Dialect.vllm("max_tokens"));

        AdaptedRequest first = adapter.adapt(request, null);
        AdaptedRequest second = Objects.requireNonNull(adapter.afterRejection(first, NO_SCHEMA, null));
        AdaptedRequest third = Objects.requireNonNull(adapter.afterRejection(second, NO_SCHEMA, null));

        assertThat(first.body().at("/response_format/type").asString()).isEqualTo("json_schema");
        assertThat(second.body().at("/response_format/type").asString()).isEqualTo("json_object");
        assertThat(third.body().has("response_format")).isFalse();
        assertThat(adapter.afterRejection(third, NO_SCHEMA, null)).isNull();
    }

    @Test
    void hasNoSimplerFormForOtherRejections() {
        RequestAdapter adapter = adapter(Dialect.vllm("max_tokens"));
        assertThat(adapter.afterRejection(adapter.adapt(request, null), NO_SCHEMA, null))
                .as("the request wants no schema")
                .isNull();

        wantSchema();
        AdaptedRequest adapted = adapter.adapt(request, null);
        assertThat(adapter.afterRejection(adapted, INVALID_SCHEMA, null)).isNull();
        assertThat(adapter(Dialect.local("max_tokens")).afterRejection(adapted, NO_SCHEMA, null))
                .isNull();
    }

    @Test
    void startsWithTheFormThatWasAccepted() {
        wantSchema();
        RequestAdapter adapter = adapter(Dialect.vllm("max_tokens"));
        adapter.learn(Objects.requireNonNull(adapter.afterRejection(adapter.adapt(request, null), NO_SCHEMA, null)));

        assertThat(adapter.adapt(request, null)
                        .body()
                        .at("/response_format/type")
                        .asString())
                .isEqualTo("json_object");
    }

    private void wantSchema() {
        request.putObject("response_format").put("type", "json_schema");
    }

    private int maxTokens(@Nullable Integer maxContext) {
        return adapt(Dialect.vllm("max_tokens"), maxContext).path("max_tokens").asInt();
    }

    private ObjectNode adapt(Dialect dialect, @Nullable Integer maxContext) {
        return adapter(dialect).adapt(request, maxContext).body();
    }

    private static RequestAdapter adapter(Dialect dialect) {
        return new RequestAdapter(dialect, "a-model", 4_000, new LearnedResponseFormat("test", Clock.systemUTC()));
    }
}
