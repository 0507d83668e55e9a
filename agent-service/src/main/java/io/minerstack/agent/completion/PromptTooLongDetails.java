package io.minerstack.agent.completion;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server says of a prompt that is too long: how many tokens the prompt has and how many its context holds. The
 * numbers stand in the message alone, and each server has words of its own for them.
 *
 * @param prompt tokens of the prompt, without the answer's; 0 where nobody counted them
 * @param context tokens of the model's context; 0 where nobody said
 */
public record PromptTooLongDetails(int prompt, int context) {

    public static final PromptTooLongDetails UNKNOWN = new PromptTooLongDetails(0, 0);

    private static final Pattern CONTEXT =
            Pattern.compile("context (?:length |size )?(?:is |is only |of |\\()(\\d{1,9})\\b");

    /** local-llm; OpenAI; vLLM and SGLang, old and new. */
    private static final List<Pattern> PROMPT = List.of(
            Pattern.compile("\\bmessages (?:have|resulted in) (\\d{1,9})\\b"),
            Pattern.compile("\\b(\\d{1,9}) (?:tokens )?(?:in|from) the (?:input )?(?:messages|prompt)\\b"),
            Pattern.compile("\\b(\\d{1,9}) input tokens\\b"),
            Pattern.compile("\\binput \\((\\d{1,9}) tokens\\)"));

    /** vLLM stops counting where it knows enough. */
    private static final String LEAST = "at least";

    static PromptTooLongDetails read(String message) {
        return new PromptTooLongDetails(
                message.contains(LEAST) ? 0 : first(PROMPT, message), first(List.of(CONTEXT), message));
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
