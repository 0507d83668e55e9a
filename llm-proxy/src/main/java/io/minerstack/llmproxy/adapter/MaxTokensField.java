package io.minerstack.llmproxy.adapter;

import java.net.URI;
import java.util.List;

/**
 * How a server wants the limit of the answer's length called.
 *
 * @param setting {@code auto}: OpenAI's own servers want the new name, every other one knows the old
 */
record MaxTokensField(String setting) {

    private static final String AUTO = "auto";
    private static final String OLD = "max_tokens";
    private static final String NEW = "max_completion_tokens";

    MaxTokensField {
        if (!List.of(AUTO, OLD, NEW).contains(setting)) {
            throw new IllegalArgumentException(setting + " (expected: auto, max_tokens, max_completion_tokens)");
        }
    }

    /** Called by configuration binding. */
    public static MaxTokensField of(String text) {
        return new MaxTokensField(text.strip());
    }

    String nameFor(URI api) {
        if (setting.equals(AUTO)) {
            return "api.openai.com".equals(api.getHost()) ? NEW : OLD;
        }
        return setting;
    }
}
