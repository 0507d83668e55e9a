package io.minerstack.agent.answer;

import io.minerstack.agent.contract.Output;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The notebook rule: which text a reply carries, given what was there before and what the model wrote. */
public final class NotebookPolicy {

    private NotebookPolicy() {}

    /**
     * The notebook of a reply.
     *
     * @param before the previous notebooks, none of them "no update"
     * @param written what the model wrote; null for "no update"
     */
    public static String after(List<String> before, @Nullable String written) {
        if (written != null) {
            return written;
        }
        return switch (before.size()) {
            case 0 -> Output.NO_UPDATE;
            case 1 -> before.getFirst();
            default -> united(before);
        };
    }

    /** All different notebooks one after another: with several, "no update" would leave open which of them holds. */
    private static String united(List<String> notebooks) {
        return String.join("\n\n---\n\n", new LinkedHashSet<>(notebooks));
    }
}
