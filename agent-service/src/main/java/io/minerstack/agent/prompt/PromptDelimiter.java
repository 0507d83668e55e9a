package io.minerstack.agent.prompt;

import io.minerstack.agent.text.CodePoints;
import java.util.regex.Pattern;

/**
 * Marks text as material. Whatever looks like our own tag inside it is disarmed, and so are the tokens of chat templates
 * (an engine may take them for the end of a message), so that nothing can leave the fence; all other characters stay as they are, because a notebook must come back from the model as it went in.
 */
public final class PromptDelimiter {

    private static final Pattern WAY_OUT = Pattern.compile(
            "<(?=[\\s/]{0,8}material|\\|[a-z0-9_]{2,30}\\|>)|\\[(?=/?INST\\])", Pattern.CASE_INSENSITIVE);

    private PromptDelimiter() {}

    /**
     * Text between our tags.
     *
     * @param kind ours, never anybody else's text
     */
    public static String around(String kind, String text) {
        return "<material kind=\"" + kind + "\">\n" + disarm(text) + "\n</material>";
    }

    /** What the tags themselves take of a budget. */
    static int cost(String kind) {
        return CodePoints.length(around(kind, ""));
    }

    static String disarm(String text) {
        return text.indexOf('<') < 0 && text.indexOf('[') < 0
                ? text
                : WAY_OUT.matcher(text).replaceAll("\u2039");
    }
}
