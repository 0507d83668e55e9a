package io.minerstack.agent.completion;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The token counts in a server's error about a prompt that is too long. The error has them only in the text of its
 * message, and each server words the message differently.
 *
 * @param promptTokens tokens of the prompt, without the answer's; 0 where unknown
 * @param contextTokens tokens that the model's context holds; 0 where unknown
 */
public record PromptTooLongDetails(int promptTokens, int contextTokens) {

    public static final PromptTooLongDetails UNKNOWN = new PromptTooLongDetails(0, 0);

    private static final Pattern CONTEXT =
            Pattern.compile("context (?:length |size )?(?:is |is only |of |\\()(\\d{1,9})\\b");

    /** The wordings of local-llm, OpenAI, vLLM and SGLang. */
    private static final List<Pattern> PROMPT = List.of(
            Pattern.compile("\\bmessages (?:have|resulted in) (\\d{1,9})\\b"),
            Pattern.compile("\\b(\\d{1,9}) (?:tokens )?(?:in|from) the (?:input )?(?:messages|prompt)\\b"),
            Pattern.compile("\\b(\\d{1,9}) input tokens\\b"),
            Pattern.compile("\\binput \\((\\d{1,9}) tokens\\)"));

    /** vLLM stops to count at its limit and then says "at least": that number is not the whole prompt. */
    private static final String INCOMPLETE_COUNT = "at least";

    static PromptTooLongDetails read(String message) {
        return new PromptTooLongDetails(
                message.contains(INCOMPLETE_COUNT) ? 0 : first(PROMPT, message), first(List.of(CONTEXT), message));
    }

    private static int first(List<Pattern> patterns, String message) {
        for (Pattern pattern : patterns) {
            Matcher matcher = pattern.matcher(message);
            if (matcher.find()) {
                return Integer.parseInt(matcher.group(1));
            }
        }
        return 0;
    }
}
