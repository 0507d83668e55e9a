package io.minerstack.llmproxy.failure;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The numbers in an error about a prompt that is too long.
 *
 * @param prompt tokens of the prompt without the answer, 0 if unknown
 * @param context tokens of the model's context, 0 if unknown
 */
public record PromptSize(int prompt, int context) {

    private static final int MIN_PLAUSIBLE_CONTEXT = 256;
    private static final int MAX_PLAUSIBLE = 100_000_000;

    private static final String NUMBER = "(\\d[\\d,]{0,10})\\b(?!\\.\\d)";

    /** From the most exact wording to the most general one: the first match counts. All repetitions are bounded. */
    private static final List<Pattern> CONTEXT = patterns(
            "\\d[\\d,]{0,10} (?:tokens? )?> " + NUMBER,
            "\\bexceeds? (?:the )?" + NUMBER + " (?:tokens? )?(?:of )?context",
            "length should be \\[\\d{1,3}, ?" + NUMBER + "\\]",
            "context(?: length| size| window| limit)? ?(?:is |of |only |\\(|: ){0,3}" + NUMBER,
            "\\b" + NUMBER + " (?:tokens? )?(?:maximum|max) context",
            "(?:model|prompt|input|sequence) (?:length|len|tokens?|token limit)(?: limit)?"
                    + "(?: is| of|:| \\(| =)? ?(?:only )?" + NUMBER
                    + "(?!\\)?,|\\)? (?:tokens? )?(?:exceed|is |are |\\+))",
            "(?:token limit|max(?:imum)? size|max_model_len|max_seq_len|session_len|max_num_tokens"
                    + "|max_input_length|max_total_tokens)[^\\d.]{0,16}" + NUMBER,
            "tokens allowed[^\\d.]{0,4}" + NUMBER,
            "(?:supports up to|cannot exceed|can't exceed|must have less than|must be less than|must be <="
                    + "|must be at most|<=|limit of|maximum of|at most|max(?:imum)? is|limit is|limit:) ?" + NUMBER,
            "> " + NUMBER + " (?:tokens? )?max",
            "tokens? > " + NUMBER);

    private static final List<Pattern> PROMPT = patterns(
            "\\bmessages (?:have|resulted in) " + NUMBER,
            "\\b" + NUMBER + " (?:tokens? )?(?:in|from|of) (?:the |your )?(?:text )?(?:input|messages|prompt)\\b",
            "\\b" + NUMBER + " input tokens\\b",
            "\\b" + NUMBER + " `inputs` tokens",
            "(?:input|request|prompt|messages?|requested tokens|token count) (?:is )?\\(?(?:length )?" + NUMBER,
            "(?:prompt|request|input|messages?) (?:contains?|has|have|is|uses|requires) (?:about )?" + NUMBER,
            "context limit: " + NUMBER + " \\+",
            "\\b(?:prompt|input) (?:length|tokens)[ :=]{1,2}\\(?" + NUMBER
                    + "(?:\\)?,|\\)? (?:tokens? )?(?:exceed|is |are |\\+))",
            "too (?:long|large)(?:: | \\(|\\. |; )?(?:requires |got )?" + NUMBER,
            "(?:given|received|got|requested):? (?:about )?" + NUMBER + "(?! output| completion| new)",
            "\\b" + NUMBER + " (?:tokens? )?> ",
            "(?:keep the first|prompt_tokens|n_prompt_tokens)[^\\d.]{0,4}" + NUMBER);

    /** A count that a server stopped early: the whole count is not known. */
    private static final String LOWER_BOUND = "at least";

    private static final List<String> PROMPT_FIELDS = List.of("prompt_tokens", "n_prompt_tokens");
    private static final List<String> CONTEXT_FIELDS = List.of("context_tokens", "n_ctx");

    /**
     * The numbers of an error, from its fields, else from its words. Implausible numbers count as unknown.
     *
     * @param error the error object
     * @param words all words of the error in lower case, at most a few thousand characters
     * @return null if both numbers are unknown
     */
    static @Nullable PromptSize read(JsonNode error, String words) {
        long context = field(error, CONTEXT_FIELDS);
        if (context == 0) {
            context = first(CONTEXT, words);
        }
        long prompt = field(error, PROMPT_FIELDS);
        if (prompt == 0 && !words.contains(LOWER_BOUND)) {
            prompt = first(PROMPT, words);
        }
        // a context of 3 tokens is no context: the other number of the same text is not to be trusted either
        if (context != 0 && (context < MIN_PLAUSIBLE_CONTEXT || context > MAX_PLAUSIBLE)) {
            return null;
        }
        if (prompt > MAX_PLAUSIBLE) {
            prompt = 0;
        }
        return prompt == 0 && context == 0 ? null : new PromptSize((int) prompt, (int) context);
    }

    /** The tokens that a server counted before it stopped counting, 0 where it tells no such number. */
    static int atLeast(String words) {
        long counted = words.contains(LOWER_BOUND) ? first(PROMPT, words) : 0;
        return counted > MAX_PLAUSIBLE ? 0 : (int) counted;
    }

    private static long field(JsonNode error, List<String> names) {
        for (String name : names) {
            JsonNode value = error.path(name);
            if (value.isIntegralNumber() && value.canConvertToLong() && value.asLong() > 0) {
                return value.asLong();
            }
        }
        return 0;
    }

    private static long first(List<Pattern> patterns, String words) {
        for (Pattern pattern : patterns) {
            Matcher matcher = pattern.matcher(words);
            if (matcher.find()) {
                return Long.parseLong(matcher.group(1).replace(",", ""));
            }
        }
        return 0;
    }

    private static List<Pattern> patterns(String... patterns) {
        return List.of(patterns).stream().map(Pattern::compile).toList();
    }
}
