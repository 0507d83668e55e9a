package io.minerstack.agent.completion;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call to a language model.
 *
 * @param messages the prompt
 * @param temperature sampling temperature, 0–2
 * @param schema JSON schema that the reply must match; null for plain text
 * @param seed makes replies repeatable where the provider can; null for none
 */
public record CompletionRequest(
        List<ChatMessage> messages,
        double temperature,
        @Nullable Schema schema,
        @Nullable Integer seed) {

    public CompletionRequest {
        messages = List.copyOf(messages);
    }

    /**
     * A JSON schema in OpenAI's strict subset: every property is required, and no other property is allowed.
     *
     * @param name name of the schema, sent to the provider
     */
    public record Schema(String name, Map<String, Object> schema) {}
}
