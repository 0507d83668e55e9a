package io.minerstack.agent.component;

import io.minerstack.agent.completion.Completion;
import io.minerstack.agent.prompt.Prompt;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A handler's answer, before {@link ComponentService} applies the limits, stores the turn and replies.
 *
 * @param notebook the reply's notebook, after the notebook rule
 * @param completion the model's reply; null where no model wrote the answer
 * @param prompt the prompt of that reply; null where no model wrote the answer
 * @param metadata the component's own fields of the reply's {@code metadata}
 */
public record ComponentResult(
        String immediateResponse,
        String notebook,
        @Nullable Completion completion,
        @Nullable Prompt prompt,
        Map<String, Object> metadata) {

    public ComponentResult {
        metadata = Map.copyOf(metadata);
    }

    /** An answer that no model wrote. */
    public static ComponentResult withoutModel(String immediateResponse, String notebook) {
        return new ComponentResult(immediateResponse, notebook, null, null, Map.of());
    }
}
