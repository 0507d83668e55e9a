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
 */
record RequestForm(
        ResponseFormatSupport responseFormat,
        Set<String> omitted,
        @Nullable String maxTokensField) {

    static final RequestForm FULL = new RequestForm(ResponseFormatSupport.JSON_SCHEMA, Set.of(), null);

    RequestForm {
        omitted = Set.copyOf(omitted);
    }

    RequestForm withResponseFormat(ResponseFormatSupport support) {
        return new RequestForm(support, omitted, maxTokensField);
    }

    RequestForm without(String field) {
        return new RequestForm(responseFormat, union(omitted, Set.of(field)), maxTokensField);
    }

    RequestForm withMaxTokensField(String name) {
        return new RequestForm(responseFormat, omitted, name);
    }

    /** The differences of both. */
    RequestForm and(RequestForm other) {
        return new RequestForm(
                responseFormat.compareTo(other.responseFormat) >= 0 ? responseFormat : other.responseFormat,
                union(omitted, other.omitted),
                other.maxTokensField == null ? maxTokensField : other.maxTokensField);
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> both = new HashSet<>(one);
        both.addAll(other);
        return both;
    }

    /** For log lines: names of fields only. */
    String description() {
        StringBuilder text = new StringBuilder();
        if (!omitted.isEmpty()) {
            text.append(" without ")
                    .append(String.join(", ", omitted.stream().sorted().toList()));
        }
        if (maxTokensField != null) {
            text.append(" with ").append(maxTokensField);
        }
        if (responseFormat != ResponseFormatSupport.JSON_SCHEMA) {
            text.append(" with response_format ").append(responseFormat);
        }
        return text.toString();
    }
}
