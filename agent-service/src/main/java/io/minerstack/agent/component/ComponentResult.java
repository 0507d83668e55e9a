package io.minerstack.agent.component;

import io.minerstack.agent.completion.Completion;
import io.minerstack.agent.prompt.Prompt;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A component's answer before it is guarded, stored and sent.
 *
 * @param notebook already by the notebook rule
 * @param completion the model's reply; null where no model had a part in it
 * @param prompt what was sent to the model; null likewise
 * @param facts what the component proves about its answer, for {@code metadata}
 */
public record ComponentResult(
        String immediateResponse,
        String notebook,
        @Nullable Completion completion,
        @Nullable Prompt prompt,
        Map<String, Object> facts) {

    /** An answer that needed no model. */
    public static ComponentResult plain(String immediateResponse, String notebook) {
        return new ComponentResult(immediateResponse, notebook, null, null, Map.of());
    }

    public ComponentResult {
        facts = Map.copyOf(facts);
    }
}
