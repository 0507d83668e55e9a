package io.minerstack.llmproxy.failure;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes an error that says that the prompt is too long for the model's context. Each model server has its own
 * code, type or words for this error. A code or type is enough; words count only where they speak of the prompt or the
 * context, and not of a rate or of the length of the answer.
 */
final class PromptTooLong {

    private static final List<String> CODES = List.of(
            "context_length",
            "context_size",
            "context_window",
            "context_limit",
            "contextlength",
            "contextwindow",
            "prompt_too_long",
            "prompt_too_large",
            "input_too_long",
            "input_too_large",
            "string_above_max_length",
            "tokens_limit_reached",
            "max_prompt_tokens",
            "request_too_large");

    private static final List<String> OTHER_SUBJECTS = List.of(
            "per minute",
            "per day",
            "per hour",
            "per second",
            "rate limit",
            "rate_limit",
            "quota",
            "(tpm)",
            "completion tokens, whereas",
            "this model supports at most",
            "maximum value for `max_tokens`");

    /** A limit of the context, and somewhere else in the text that the request is beyond it. */
    private static final Pattern LIMIT = Pattern.compile(
            "context[ _-]?(?:length|size|window|limit)|max_model_len|max_seq_len|maximum context|max context"
                    + "|(?:maximum|max) (?:model|prompt|input|sequence) length|model token limit|input token count"
                    + "|maximum number of (?:input )?tokens|input length|prompt length|model is loaded with context"
                    + "|model's context|max_new_tokens` must be|number of input tokens|max size: \\d");

    private static final Pattern EXCESS = Pattern.compile(
            "exceed|too (?:long|large|many|big)|longer than|larger than|greater than|more than|maximum|overflow"
                    + "|not enough|only supports|must be|should be|reduce|shorten|beyond|> ?\\d");

    /** The prompt itself is too long, without a word about the context. */
    private static final Pattern PROMPT =
            Pattern.compile("\\b(?:prompt|inputs?`?|messages?|conversation|request)\\b[^.;]{0,40}?\\b"
                    + "(?:is |are |was )?too (?:long|many tokens)\\b"
                    + "|\\btoo many (?:input |prompt )?tokens\\b"
                    + "|\\breduce (?:the )?(?:length|size) of (?:the |your )?(?:input |request )?"
                    + "(?:messages?|prompts?|input|conversation)"
                    + "|\\b(?:prompt|input|messages|request)\\b[^.;]{0,60}?\\bexceed[^.;]{0,60}?"
                    + "\\b(?:tokens?|max(?:imum)? length|limit of \\d)"
                    + "|`inputs` must have less than \\d"
                    + "|\\brequested tokens? \\(\\d[^.;]{0,40}?exceed"
                    + "|\\b\\d[\\d,]{0,10} tokens? > \\d"
                    + "|\\bexceeds? max length\\b"
                    + "|\\btoo large to process\\b"
                    // Chinese: too long; length, context or tokens beyond a limit
                    + "|\u8d85\u957f|(?:\u957f\u5ea6|\u4e0a\u4e0b\u6587)[^\u3002;]{0,20}?"
                    + "(?:\u8d85\u8fc7|\u8d85\u51fa|\u8d85\u9650)"
                    + "|(?:\u8d85\u8fc7|\u8d85\u51fa)[^\u3002;]{0,20}?(?:\u957f\u5ea6|\u4e0a\u4e0b\u6587)"
                    + "|\\brequest (?:body )?(?:is )?too large for\\b[^;]{0,80}?\\btokens\\b");

    /**
     * A server that gives the answer the room that the prompt leaves, and finds less than none. Callers can't ask for a
     * negative limit.
     */
    private static final Pattern NO_ROOM = Pattern.compile("\\bmax_(?:new_|completion_|output_)?tokens\\b[^;]{0,80}?"
            + "(?:got|given|received|provided|value)[:= ]{1,3}-[1-9]"
            + "|(?<![\\w.])-[1-9]\\d{0,9} is less than .{0,40}?\\bmax_(?:new_|completion_|output_)?tokens\\b");

    private PromptTooLong() {}

    /** Whether the words tell a negative limit of the answer. */
    static boolean leavesNoRoom(String words) {
        return NO_ROOM.matcher(words).find();
    }

    /**
     * Whether the error is about the length of the prompt.
     *
     * @param words of the error in lower case, at most a few thousand characters
     */
    static boolean matches(@Nullable String code, @Nullable String type, String words) {
        if (names(code) || names(type) || leavesNoRoom(words)) {
            return true;
        }
        if (OTHER_SUBJECTS.stream().anyMatch(words::contains)) {
            return false;
        }
        return (LIMIT.matcher(words).find() && EXCESS.matcher(words).find())
                || PROMPT.matcher(words).find();
    }

    private static boolean names(@Nullable String code) {
        if (code == null) {
            return false;
        }
        String lower = code.toLowerCase(Locale.ROOT);
        return CODES.stream().anyMatch(lower::contains);
    }
}
