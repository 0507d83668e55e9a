package io.minerstack.llmproxy.completion;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognizes content in which nothing is for the reader: a server that does not know its model's format sends the
 * model's analysis as content, and the model ended before its answer. Only a text that is analysis from its first
 * character to its last counts, in the formats that are most common; agent-service takes analysis and answer apart.
 */
final class PrivateAnalysis {

    private static final String TAG =
            "(?:[a-z]{1,20}[:_]){0,2}(?:(?:ant)?think(?:ing)?|thoughts?|reasoning|reflection)(?:_fast|_slow)?";

    private static final String HARMONY_HEADER =
            "(?:<\\|start\\|>\\w{0,20})?<\\|channel\\|>\\s{0,3}%s\\b[^<]{0,200}(?:<\\|constrain\\|>[^<]{0,40})?"
                    + "<\\|message\\|>";

    private static final List<Block> BLOCKS = List.of(
            block("<" + TAG + "(?: [^<>\\n]{0,80})?>", "</" + TAG + "\\s?>"),
            block("\\[THINK\\]", "\\[/THINK\\]"),
            block("<\\|START_THINKING\\|>", "<\\|END_THINKING\\|>"),
            block("◁think▷", "◁/think▷"),
            block("<\\|begin_of_thought\\|>", "<\\|end_of_thought\\|>"),
            block(
                    HARMONY_HEADER.formatted("(?:analysis|commentary)"),
                    "<\\|(?:end|return|call)\\|>|(?=(?:<\\|start\\|>\\w{0,20})?<\\|channel\\|>)"),
            // an answer without a word
            block(HARMONY_HEADER.formatted("final"), ""),
            block("<\\|(?:im_end|end|return|call|eot_id|endoftext|end_of_text)\\|>|</s>", ""));

    /** The characters with which a marker begins, and those with which one ends. */
    private static final String FIRST = "<[◁";

    private static final String LAST = ">]▷";
    private static final int MAX_MARKER_LENGTH = 80;

    private PrivateAnalysis() {}

    private record Block(Pattern open, Pattern close) {}

    private static Block block(String open, String close) {
        return new Block(
                Pattern.compile(open, Pattern.CASE_INSENSITIVE), Pattern.compile(close, Pattern.CASE_INSENSITIVE));
    }

    /** Whether the whole text is analysis, also where the end of the analysis is missing. */
    static boolean isAll(CharSequence text) {
        int from = afterBlanks(text, 0);
        if (from == text.length()) {
            return false;
        }
        return FIRST.indexOf(text.charAt(from)) < 0 ? endsWithUnopenedClose(text) : isAllBlocks(text, from);
    }

    private static boolean isAllBlocks(CharSequence text, int start) {
        int at = start;
        while (at < text.length()) {
            int end = afterBlock(text, at);
            if (end == at) {
                return false;
            }
            at = afterBlanks(text, end);
        }
        return true;
    }

    /** The index after the block that begins here, the end of the text if the block does not end, else {@code at}. */
    private static int afterBlock(CharSequence text, int at) {
        for (Block block : BLOCKS) {
            Matcher open = block.open.matcher(text).region(at, text.length());
            if (open.lookingAt()) {
                Matcher close = block.close.matcher(text);
                return close.find(open.end()) ? close.end() : text.length();
            }
        }
        return at;
    }

    /** Some chat templates write the opening marker into the prompt: then the answer has only the closing one. */
    private static boolean endsWithUnopenedClose(CharSequence text) {
        int end = text.length();
        while (Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        if (LAST.indexOf(text.charAt(end - 1)) < 0) {
            return false;
        }
        int from = Math.max(0, end - MAX_MARKER_LENGTH);
        for (Block block : BLOCKS) {
            Matcher close = block.close.matcher(text).region(from, end);
            boolean atEnd = !block.close.pattern().isEmpty() && close.find() && close.end() == end;
            if (atEnd && !block.open.matcher(text).find()) {
                return true;
            }
        }
        return false;
    }

    private static int afterBlanks(CharSequence text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
