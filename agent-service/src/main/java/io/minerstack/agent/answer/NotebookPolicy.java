package io.minerstack.agent.answer;

import io.minerstack.agent.contract.Output;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The contract's notebook rule: which notebook a reply carries, given the previous notebooks and the model's. */
public final class NotebookPolicy {

    private static final String SEPARATOR = "\n\n---\n\n";

    private NotebookPolicy() {}

    /**
     * The notebook of a reply. Several previous notebooks and no new one are joined, because "no update" would not say
     * which of the previous ones is valid.
     *
     * @param previous the previous notebooks, none of them "no update"
     * @param generated the model's notebook; null for "no update"
     */
    public static String choose(List<String> previous, @Nullable String generated) {
        if (generated != null) {
            return generated;
        }
        return switch (previous.size()) {
            case 0 -> Output.NO_UPDATE;
            case 1 -> previous.getFirst();
            default -> String.join(SEPARATOR, new LinkedHashSet<>(previous));
        };
    }
}
