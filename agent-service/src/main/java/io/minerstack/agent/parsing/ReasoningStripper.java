package io.minerstack.agent.parsing;

import java.util.List;

/**
 * Removes a model's reasoning and the tokens of its chat template from a reply. Only text before and after the answer
 * is removed, never text inside of the answer.
 */
public final class ReasoningStripper {

    private static final List<String> REASONING_TAGS = List.of("think", "thinking", "thought", "reasoning");
    private static final List<String> END_TOKENS = List.of("<|im_end|>", "<|eot_id|>", "<|endoftext|>", "<|end|>");
    // an HTML tag, too: a token only where the reply ends with it
    private static final String END_OF_SEQUENCE = "</s>";
    private static final List<String> ROLE_PREFIXES =
            List.of("<|im_start|>assistant", "<|assistant|>", "<|im_start|>", "assistant:", "ai:");

    private ReasoningStripper() {}

    /** The answer in a reply; empty where the reply is only reasoning that was cut off. */
    public static String strip(String reply) {
        String text = beforeEndToken(withoutReasoning(reply)).strip();
        String lower = lower(text);
        for (String prefix : ROLE_PREFIXES) {
            if (lower.startsWith(prefix)) {
                return text.substring(prefix.length()).strip();
            }
        }
        return text;
    }

    private static String withoutReasoning(String reply) {
        String text = reply.strip();
        for (boolean found = true; found; ) {
            found = false;
            String lower = lower(text);
            for (String tag : REASONING_TAGS) {
                if (lower.startsWith("<" + tag + ">")) {
                    int end = lower.indexOf("</" + tag + ">");
                    if (end < 0) {
                        return "";
                    }
                    text = text.substring(end + tag.length() + 3).strip();
                    found = true;
                    break;
                }
            }
        }
        return afterClosingTag(text);
    }

    /** Some chat templates write the opening tag into the prompt, so that the reply has only the closing tag. */
    private static String afterClosingTag(String text) {
        if (text.startsWith("{") || text.startsWith("```")) {
            return text;
        }
        String lower = lower(text);
        for (String tag : REASONING_TAGS) {
            int end = lower.indexOf("</" + tag + ">");
            if (end >= 0 && !lower.substring(0, end).contains("<" + tag + ">")) {
                return text.substring(end + tag.length() + 3);
            }
        }
        return text;
    }

    private static String beforeEndToken(String text) {
        // inside a JSON string such a token is data, and the JSON parser stops at the end of the object anyway
        if (text.startsWith("{")) {
            return text;
        }
        int end = text.length();
        for (String token : END_TOKENS) {
            int at = text.indexOf(token);
            end = at >= 0 ? Math.min(end, at) : end;
        }
        String before = text.substring(0, end).strip();
        return before.endsWith(END_OF_SEQUENCE)
                ? before.substring(0, before.length() - END_OF_SEQUENCE.length())
                : before;
    }

    /** Lower case for A to Z only: other letters can change their length, and indexes would no longer match. */
    private static String lower(String text) {
        char[] letters = text.toCharArray();
        for (int i = 0; i < letters.length; i++) {
            if (letters[i] >= 'A' && letters[i] <= 'Z') {
                letters[i] = (char) (letters[i] + ('a' - 'A'));
            }
        }
        return new String(letters);
    }
}
