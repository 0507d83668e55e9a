package io.minerstack.agent.parsing;

import java.util.BitSet;

/**
 * The parts of a Markdown text that are code: blocks between fences, and spans between backticks within one line. A
 * token in such a part is an example and never a part of the reply's structure. Built in one pass.
 */
final class MarkdownCode {

    private static final String BACKTICK_FENCE = "```";
    private static final String TILDE_FENCE = "~~~";

    private final BitSet spans = new BitSet();
    private final BitSet blocks = new BitSet();

    private MarkdownCode() {}

    static MarkdownCode of(String text) {
        MarkdownCode code = new MarkdownCode();
        String fence = "";
        for (int from = 0; from < text.length(); ) {
            int newline = text.indexOf('\n', from);
            int to = newline < 0 ? text.length() : newline;
            int first = from;
            while (first < to && text.charAt(first) == ' ') {
                first++;
            }
            if (fence.isEmpty()) {
                fence = opened(text, first);
                if (fence.isEmpty()) {
                    code.addSpans(text, from, to);
                }
            } else if (closes(text, first, fence)) {
                fence = "";
            } else {
                code.blocks.set(from, to);
            }
            from = to + 1;
        }
        return code;
    }

    /** Whether the character stands between backticks. */
    boolean isSpan(int index) {
        return spans.get(index);
    }

    /** Whether the character stands between backticks or between fences. */
    boolean contains(int index) {
        return spans.get(index) || blocks.get(index);
    }

    private static String opened(String text, int at) {
        if (text.startsWith(BACKTICK_FENCE, at)) {
            return BACKTICK_FENCE;
        }
        return text.startsWith(TILDE_FENCE, at) ? TILDE_FENCE : "";
    }

    /** A fence with a word after it opens a nested example. */
    private static boolean closes(String text, int at, String fence) {
        int after = at + fence.length();
        return text.startsWith(fence, at) && (after >= text.length() || !Character.isLetterOrDigit(text.charAt(after)));
    }

    private void addSpans(String line, int from, int to) {
        int open = -1;
        for (int i = from; i < to; i++) {
            if (line.charAt(i) != '`') {
                continue;
            }
            int end = i;
            while (end < to && line.charAt(end) == '`') {
                end++;
            }
            if (open >= 0) {
                spans.set(open, i);
            }
            open = open < 0 ? end : -1;
            i = end - 1;
        }
    }
}
