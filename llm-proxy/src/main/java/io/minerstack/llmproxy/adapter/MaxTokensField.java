package io.minerstack.llmproxy.adapter;

import java.net.URI;
import java.util.List;

/**
 * The name of the request field that limits the number of output tokens.
 *
 * @param setting {@code max_tokens}, {@code max_completion_tokens}, or {@code auto}: what is known of the
 *     server, such as {@code max_completion_tokens} for api.openai.com, and {@code max_tokens} for unknown servers
 */
public record MaxTokensField(String setting) {

    private static final String AUTO = "auto";
    static final String MAX_TOKENS = "max_tokens";
    static final String MAX_COMPLETION_TOKENS = "max_completion_tokens";

    public MaxTokensField {
        if (!List.of(AUTO, MAX_TOKENS, MAX_COMPLETION_TOKENS).contains(setting)) {
            throw new IllegalArgumentException(setting + " (expected: auto, max_tokens, max_completion_tokens)");
        }
    }

    /** Called by configuration binding. */
    public static MaxTokensField of(String text) {
        return new MaxTokensField(text.strip());
    }

    /**
     * The field's name for one server.
     *
     * @param api base URL of the server
     */
    public String nameFor(URI api) {
        if (setting.equals(AUTO)) {
            return KnownServer.of(api).map(KnownServer::maxTokensField).orElse(MAX_TOKENS);
        }
        return setting;
    }
}
