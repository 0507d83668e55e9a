package io.minerstack.agent.junk;

import java.util.regex.Pattern;

/**
 * Recognises lines of code by their signs: models write code without a fence, too. A line that could be a sentence is
 * no line of code.
 */
final class CodeLines {

    private static final Pattern LINE = Pattern.compile("(?m)^[ \\t]*+(?:"
            // the head of a block
            + "(?:def|class|for|while|if|elif|else|try|except|import|return|function|const|let|var|public|private"
            + "|static|void|int|package|using|func|fn)\\b[^.!?\\n]{0,200}[:;{}()\\]]"
            // an assignment
            + "|[\\w.\\[\\]]{1,60}[ \\t]{0,4}[-+*/]?=[^=\\n][^\\n]{0,200}"
            // a call
            + "|[\\w.]{1,60}\\([^()\\n]{0,200}\\);?"
            // the end of a statement or of a block
            + "|[^\\n]{0,300}[;{}]"
            // an entry of a configuration
            + "|(?:- )?[\\w-]{1,40}: [^\\s.]\\S{0,80}"
            + ")[ \\t]*+$");

    private CodeLines() {}

    /** The text without its lines of code. */
    static String without(String text) {
        return LINE.matcher(text).replaceAll("");
    }

    /** Whether the text has lines, and all of them are code. */
    static boolean areAllOf(String text) {
        return !text.isBlank() && without(text).isBlank();
    }
}
