package io.minerstack.agent.completion;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.minerstack.agent.completion.CompletionRequest.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * OpenAI's chat completion request. {@code model} and {@code max_tokens} are left out, because llm-proxy sets them for
 * each provider.
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record ChatCompletionRequest(
        List<ChatMessage> messages,
        double temperature,
        @Nullable Integer seed,
        @Nullable ResponseFormat responseFormat) {

    static ChatCompletionRequest of(CompletionRequest request) {
        Schema schema = request.schema();
        return new ChatCompletionRequest(
                request.messages(),
                request.temperature(),
                request.seed(),
                schema == null
                        ? null
                        : new ResponseFormat("json_schema", new JsonSchema(schema.name(), true, schema.schema())));
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record ResponseFormat(String type, JsonSchema jsonSchema) {}

    record JsonSchema(String name, boolean strict, Map<String, Object> schema) {}
}
