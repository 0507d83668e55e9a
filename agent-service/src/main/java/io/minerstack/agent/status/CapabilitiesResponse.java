package io.minerstack.agent.status;

import io.minerstack.agent.contract.ComponentName;
import io.minerstack.agent.contract.Output;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The body of {@code GET /capabilities}.
 *
 * @param maxContextLength the model's context in tokens; null while unknown
 * @param limits most characters of each field, and most items of each list
 */
@JsonNaming(SnakeCaseStrategy.class)
record CapabilitiesResponse(
        String minerName,
        String minerVersion,
        String llmProvider,
        String model,
        boolean conversationHistoryEnabled,
        int maxConversationMessages,
        int messageRetentionDays,
        @Nullable Integer maxContextLength,
        List<String> components,
        Map<String, Boolean> features,
        Map<String, Integer> limits) {

    private static final Map<String, Boolean> FEATURES = allFeatures();
    private static final Map<String, Integer> LIMITS = allLimits();

    static CapabilitiesResponse of(
            StatusProperties properties,
            String version,
            String provider,
            String model,
            @Nullable Integer maxContextLength) {
        return new CapabilitiesResponse(
                properties.minerName(),
                version,
                provider,
                model,
                true,
                properties.maxConversationMessages(),
                properties.messageRetentionDays(),
                maxContextLength,
                ComponentName.wireNames(),
                FEATURES,
                LIMITS);
    }

    private static Map<String, Boolean> allFeatures() {
        Map<String, Boolean> features = new LinkedHashMap<>();
        for (String name : List.of(
                "unified_component_interface",
                "conversation_history",
                "auto_message_cleanup",
                "internet_search_template",
                "llm_summary",
                "majority_voting",
                "privacy_friendly",
                "multi_provider_support",
                "quantized_model_friendly")) {
            features.put(name, true);
        }
        return Collections.unmodifiableMap(features);
    }

    private static Map<String, Integer> allLimits() {
        Map<String, Integer> limits = new LinkedHashMap<>();
        limits.put("cid", 100);
        limits.put("task", 1_000);
        limits.put("input_items", 50);
        limits.put("user_query", 10_000);
        limits.put("previous_outputs", 20);
        limits.put("immediate_response", Output.RESPONSE_LIMIT);
        limits.put("notebook", Output.NOTEBOOK_LIMIT);
        return Collections.unmodifiableMap(limits);
    }
}
