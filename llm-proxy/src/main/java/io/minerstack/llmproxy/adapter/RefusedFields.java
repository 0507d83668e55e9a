package io.minerstack.llmproxy.adapter;

import io.minerstack.llmproxy.failure.AnswerRoom;
import io.minerstack.llmproxy.failure.ErrorWords;
import io.minerstack.llmproxy.failure.OutputLimit;
import io.minerstack.llmproxy.failure.PromptSize;
import io.minerstack.llmproxy.failure.UpstreamError;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which of our own fields an upstream refused. A field on which the caller insists stays: the caller then
 * gets the reason of the upstream.
 */
final class RefusedFields {

    static final String STREAM = "stream";
    static final String STREAM_OPTIONS = "stream_options";
    /** Stands for the output limit under both of its names, where the caller set no limit. */
    static final String LIMIT = "max_tokens";

    private static final String INCLUDE_USAGE = "include_usage";
    private static final String STREAMING = "streaming";
    private static final Set<String> LIMIT_NAMES =
            Set.of(MaxTokensField.MAX_TOKENS, MaxTokensField.MAX_COMPLETION_TOKENS);

    private RefusedFields() {}

    /** The form of the request without the fields that the refusal names; the same form where it names none of ours. */
    static RequestForm next(AdaptedRequest refused, ErrorWords words) {
        Set<String> named = words.namedAmong(candidates(refused));
        RequestForm form = refused.form();
        if (named.contains(INCLUDE_USAGE) || named.contains(STREAM_OPTIONS)) {
            // a rule such as "stream_options needs stream" names both: the smaller change comes first
            form = form.without(STREAM_OPTIONS);
        } else if (named.contains(STREAM) || named.contains(STREAMING)) {
            form = form.without(STREAM).without(STREAM_OPTIONS);
        }
        for (String field : named) {
            if (LIMIT_NAMES.contains(field)) {
                form = withOtherLimit(refused, field, form);
            } else if (isOurs(field, refused.original()) && !isStreamField(field)) {
                form = form.without(field);
            }
        }
        return form;
    }

    /**
     * Prompt and limit together are too long: without a limit of ours, the upstream takes the room that is left. Not
     * where the prompt alone is too long.
     */
    static RequestForm withoutOurLimit(AdaptedRequest refused, UpstreamError error, ErrorWords words) {
        boolean limitIsOurs = LIMIT_NAMES.stream().noneMatch(refused.original()::sent);
        PromptSize size = error.promptSize();
        boolean promptFits;
        if (size == null || size.prompt() == 0 || size.context() == 0) {
            promptFits = !words.leaveNoRoom() && LIMIT_NAMES.stream().anyMatch(words::says);
        } else {
            promptFits = size.prompt() < size.context();
        }
        return limitIsOurs && promptFits ? refused.form().without(LIMIT) : refused.form();
    }

    /** The output limit that the refusal tells; null where it tells none, or where the caller insists on a limit. */
    static @Nullable Integer acceptedLimit(AdaptedRequest refused, ErrorWords words) {
        if (LIMIT_NAMES.stream().anyMatch(refused.original()::insistsOn)) {
            return null;
        }
        for (String name : LIMIT_NAMES) {
            Integer accepted =
                    OutputLimit.accepted(words, refused.body().path(name).asInt(0));
            if (accepted != null) {
                return accepted;
            }
        }
        return null;
    }

    /** The output limit that fits beside the prompt; null where unknown, or where the caller insists on a limit. */
    static @Nullable Integer roomForTheAnswer(AdaptedRequest refused, PromptSize size, ErrorWords words) {
        if (LIMIT_NAMES.stream().anyMatch(refused.original()::insistsOn)) {
            return null;
        }
        int asked = LIMIT_NAMES.stream()
                .mapToInt(name -> refused.body().path(name).asInt(0))
                .max()
                .orElse(0);
        boolean lowered = refused.form().maxTokens() != null;
        return AnswerRoom.beside(size, words, asked, lowered, refused.original().estimatedPromptTokens());
    }

    /** Whether a field was added by us, or may be left out by the caller's leave. Every attempt is streamed by us. */
    static boolean isOurs(String field, CallerRequest request) {
        return isStreamField(field) || !request.insistsOn(field);
    }

    private static boolean isStreamField(String field) {
        return List.of(STREAM, STREAMING, STREAM_OPTIONS, INCLUDE_USAGE).contains(field);
    }

    private static List<String> candidates(AdaptedRequest refused) {
        List<String> candidates = new ArrayList<>();
        for (String field : refused.body().propertyNames()) {
            boolean changeable = LIMIT_NAMES.contains(field)
                    || field.equals("temperature")
                    || isStreamField(field)
                    || refused.original().optionalFields().contains(field);
            if (changeable && (LIMIT_NAMES.contains(field) || isOurs(field, refused.original()))) {
                candidates.add(field);
            }
        }
        if (refused.body().has(STREAM_OPTIONS)) {
            candidates.add(INCLUDE_USAGE);
        }
        if (refused.body().has(STREAM)) {
            candidates.add(STREAMING);
        }
        return candidates;
    }

    /** First the other name, then no limit where the caller set none. */
    private static RequestForm withOtherLimit(AdaptedRequest refused, String field, RequestForm form) {
        if (form.maxTokensField() == null) {
            return form.withMaxTokensField(
                    field.equals(MaxTokensField.MAX_TOKENS)
                            ? MaxTokensField.MAX_COMPLETION_TOKENS
                            : MaxTokensField.MAX_TOKENS);
        }
        boolean callersLimit = LIMIT_NAMES.stream().anyMatch(refused.original()::sent);
        return callersLimit ? form : form.without(LIMIT);
    }
}
