package io.minerstack.llmproxy.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.llmproxy.failure.UpstreamError;
import io.minerstack.llmproxy.failure.UpstreamException;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class RequestAdapterTests {

    private final UpstreamException noSchema = refusal("'json_schema' is not supported");
    private final UpstreamException invalidSchema = refusal("Invalid schema for response_format 'a'");

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

        AdaptedRequest first = adapter.adapt(CallerRequest.of(request), null);
        AdaptedRequest second = Objects.requireNonNull(adapter.afterRefusal(first, noSchema, null));
        AdaptedRequest third = Objects.requireNonNull(adapter.afterRefusal(second, noSchema, null));

        assertThat(first.body().at("/response_format/type").asString()).isEqualTo("json_schema");
        assertThat(second.body().at("/response_format/type").asString()).isEqualTo("json_object");
        assertThat(third.body().has("response_format")).isFalse();
        assertThat(adapter.afterRefusal(third, noSchema, null)).isNull();
    }

    @Test
    void hasNoSimplerFormForOtherRejections() {
        RequestAdapter adapter = adapter(Dialect.vllm("max_tokens"));
        assertThat(adapter.afterRefusal(adapter.adapt(CallerRequest.of(request), null), noSchema, null))
                .as("the request wants no schema")
                .isNull();

        wantSchema();
        AdaptedRequest adapted = adapter.adapt(CallerRequest.of(request), null);
        assertThat(adapter.afterRefusal(adapted, invalidSchema, null)).isNull();
        assertThat(adapter(Dialect.local("max_tokens")).afterRefusal(adapted, noSchema, null))
                .isNull();
    }

    @Test
    void startsWithTheFormThatWasAccepted() {
        wantSchema();
        RequestAdapter adapter = adapter(Dialect.vllm("max_tokens"));
        adapter.learn(Objects.requireNonNull(
                adapter.afterRefusal(adapter.adapt(CallerRequest.of(request), null), noSchema, null)));

        assertThat(adapter.adapt(CallerRequest.of(request), null)
                        .body()
                        .at("/response_format/type")
                        .asString())
                .isEqualTo("json_object");
    }

    private static UpstreamException refusal(String message) {
        return UpstreamException.rejected("test", new UpstreamError(message, null, "response_format", null));
    }

    private void wantSchema() {
        request.putObject("response_format").put("type", "json_schema");
    }

    @Test
    void leavesTheTemperatureToAServerWithADefaultOfItsOwn() {
        request.remove("temperature");

        assertThat(adapt(Dialect.vllm("max_tokens"), null).path("temperature").asDouble())
                .isEqualTo(0.7);
        assertThat(new RequestAdapter(
                                Dialect.local("max_tokens"),
                                "a-model",
                                new RequestDefaults(4_000, null),
                                new LearnedRequestForm("test", Clock.systemUTC()))
                        .adapt(CallerRequest.of(request), null)
                        .body()
                        .has("temperature"))
                .isFalse();
    }

    private int maxTokens(@Nullable Integer maxContext) {
        return adapt(Dialect.vllm("max_tokens"), maxContext).path("max_tokens").asInt();
    }

    private ObjectNode adapt(Dialect dialect, @Nullable Integer maxContext) {
        return adapter(dialect).adapt(CallerRequest.of(request), maxContext).body();
    }

    private static RequestAdapter adapter(Dialect dialect) {
        return new RequestAdapter(
                dialect, "a-model", new RequestDefaults(4_000, 0.7), new LearnedRequestForm("test", Clock.systemUTC()));
    }
}
