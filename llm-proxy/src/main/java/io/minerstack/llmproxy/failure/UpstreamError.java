package io.minerstack.llmproxy.failure;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A server's reason for not taking a request, in OpenAI's terms.
 *
 * @param message for people, at most 1,000 characters
 * @param type such as {@code invalid_request_error}
 * @param param the field at fault
 * @param code such as {@code context_length_exceeded}
 */
public record UpstreamError(
        String message,
        @Nullable String type,
        @Nullable String param,
        @Nullable String code) {

    /** Whether a model with a longer context might take the request. */
    public boolean contextTooShort() {
        return "context_length_exceeded".equals(code);
    }

    /** Whether the server seems not to know the form that the answer should have, rather than to mind this very schema. */
    boolean formUnknown() {
        String words = (message + ' ' + param).toLowerCase(Locale.ROOT);
        return !contextTooShort()
                && !contentPolicy()
                && !words.contains("invalid schema")
                && (words.contains("response_format") || words.contains("json_schema") || words.contains("structured"));
    }

    /** Whether another model would be asked to say what this one must not. */
    public boolean contentPolicy() {
        return "content_policy_violation".equals(code) || "content_filter".equals(code);
    }
}
