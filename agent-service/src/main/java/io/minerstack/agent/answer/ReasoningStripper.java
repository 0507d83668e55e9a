package io.minerstack.agent.answer;

import java.util.List;

/**
 * Takes a model's thinking and its chat template's tokens off a reply. Only what stands before the answer or after it is
 * touched, never text within it.
 */
public final class ReasoningStripper {

    private static final List<String> TAGS = List.of("think", "thinking", "thought", "reasoning");
    private static final List<String> ENDS = List.of("<|im_end|>", "<|eot_id|>", "<|endoftext|>", "<|end|>");
    // HTML has it too: it ends an answer only at its very end
    private static final String LAST_END = "</s>";
    private static final List<String> ECHOES =
            List.of("<|im_start|>assistant", "<|assistant|>", "<|im_start|>", "assistant:", "ai:");

    private ReasoningStripper() {}

    /** The reply without them; empty where it consists of unfinished thinking. */
    public static String strip(String reply) {
        String text = beforeEnd(withoutBlocks(reply)).strip();
        String lower = lower(text);
        for (String echo : ECHOES) {
            if (lower.startsWith(echo)) {
                return text.substring(echo.length()).strip();
            }
        }
        return text;
    }

    private static String withoutBlocks(String reply) {
        String text = reply.strip();
        for (boolean again = true; again; ) {
            again = false;
            String lower = lower(text);
            for (String tag : TAGS) {
                if (lower.startsWith("<" + tag + ">")) {
                    int end = lower.indexOf("</" + tag + ">");
                    if (end < 0) {
                        return "";
                    }
                    text = text.substring(end + tag.length() + 3).strip();
                    again = true;
                    break;
                }
            }
        }
        return afterOrphan(text);
    }

    /** Some templates open the thinking themselves, so that the reply has only its end. */
    private static String afterOrphan(String text) {
        if (text.startsWith("{") || text.startsWith("```")) {
            return text;
        }
        String lower = lower(text);
        for (String tag : TAGS) {
            int end = lower.indexOf("</" + tag + ">");
            if (end >= 0 && !lower.substring(0, end).contains("<" + tag + ">")) {
                return text.substring(end + tag.length() + 3);
            }
        }
        return text;
    }

    private static String beforeEnd(String text) {
        // inside a JSON string such a token is data; there the parser ends where the object does
        if (text.startsWith("{")) {
            return text;
        }
        int end = text.length();
        for (String token : ENDS) {
            int at = text.indexOf(token);
            end = at >= 0 ? Math.min(end, at) : end;
        }
        String before = text.substring(0, end).strip();
        return before.endsWith(LAST_END) ? before.substring(0, before.length() - LAST_END.length()) : before;
    }

    /** A to Z alone: other letters may change their length with their case, and every index would be off. */
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
