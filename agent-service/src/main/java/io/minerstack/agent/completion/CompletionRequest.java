package io.minerstack.agent.completion;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a model.
 *
 * @param schema JSON schema that the reply must match, with its name; null for plain text
 * @param seed makes a reply repeatable where the provider can
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
     * A schema in the strict subset: every property required, nothing else allowed.
     *
     * @param name what the provider's log calls it
     */
    public record Schema(String name, Map<String, Object> schema) {}
}
