package io.minerstack.llmproxy.adapter;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a request differs from the full one, because an upstream refused the full one.
 *
 * @param responseFormat the level of {@code response_format}
 * @param omitted fields that are left out where the caller does not insist on them
 * @param maxTokensField the name of the output limit, null for the name of the dialect
 * @param maxTokens the largest output limit that the upstream accepts, null if unknown
 * @param mergedRoles whether the messages have only the roles user and assistant, which alternate
 */
record RequestForm(
        ResponseFormatSupport responseFormat,
        Set<String> omitted,
        @Nullable String maxTokensField,
        @Nullable Integer maxTokens,
        boolean mergedRoles) {

    static final RequestForm FULL = new RequestForm(ResponseFormatSupport.JSON_SCHEMA, Set.of(), null, null, false);

    RequestForm {
        omitted = Set.copyOf(omitted);
    }

    RequestForm withResponseFormat(ResponseFormatSupport support) {
        return new RequestForm(support, omitted, maxTokensField, maxTokens, mergedRoles);
    }

    RequestForm without(String field) {
        return new RequestForm(responseFormat, union(omitted, Set.of(field)), maxTokensField, maxTokens, mergedRoles);
    }

    RequestForm withMaxTokensField(String name) {
        return new RequestForm(responseFormat, omitted, name, maxTokens, mergedRoles);
    }

    RequestForm withMaxTokens(int accepted) {
        return new RequestForm(responseFormat, omitted, maxTokensField, accepted, mergedRoles);
    }

    RequestForm withMergedRoles() {
        return new RequestForm(responseFormat, omitted, maxTokensField, maxTokens, true);
    }

    /** The differences of both. */
    RequestForm and(RequestForm other) {
        return new RequestForm(
                responseFormat.compareTo(other.responseFormat) >= 0 ? responseFormat : other.responseFormat,
                union(omitted, other.omitted),
                other.maxTokensField == null ? maxTokensField : other.maxTokensField,
                smaller(maxTokens, other.maxTokens),
                mergedRoles || other.mergedRoles);
    }

    private static @Nullable Integer smaller(@Nullable Integer one, @Nullable Integer other) {
        return one == null || other == null ? (one == null ? other : one) : Integer.valueOf(Math.min(one, other));
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> both = new HashSet<>(one);
        both.addAll(other);
        return both;
    }

    /** For log lines: no values of fields. */
    String description() {
        StringBuilder text = new StringBuilder();
        if (!omitted.isEmpty()) {
            text.append(" without ")
                    .append(String.join(", ", omitted.stream().sorted().toList()));
        }
        if (maxTokensField != null) {
            text.append(" with ").append(maxTokensField);
        }
        if (maxTokens != null) {
            text.append(" with an output limit of at most ").append(maxTokens).append(" tokens");
        }
        if (mergedRoles) {
            text.append(" with the system's text in the first user message");
        }
        if (responseFormat != ResponseFormatSupport.JSON_SCHEMA) {
            text.append(" with response_format ").append(responseFormat);
        }
        return text.toString();
    }
}
