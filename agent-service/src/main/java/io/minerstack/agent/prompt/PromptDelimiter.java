package io.minerstack.agent.prompt;

import java.util.regex.Pattern;

/**
 * Marks texts of other sources in a prompt, against prompt injection. Tags like our own and the special tokens of chat
 * templates, which an engine may take for the end of a message, are escaped in such a text. Everything else stays
 * unchanged, because a notebook must come back from the model as it was sent.
 */
final class PromptDelimiter {

    private static final Pattern TAG_OR_SPECIAL_TOKEN = Pattern.compile(
            "<(?=[\\s/]{0,8}material|\\|[a-z0-9_]{2,30}\\|>)|\\[(?=/?INST\\])", Pattern.CASE_INSENSITIVE);

    /** A single angle quotation mark: looks like the replaced character and has the same length. */
    private static final String REPLACEMENT = "‹";

    private PromptDelimiter() {}

    /**
     * The escaped text between our tags.
     *
     * @param kind what the text is, in our own words; not escaped
     */
    static String wrap(String kind, String text) {
        return "<material kind=\"" + kind + "\">\n" + escape(text) + "\n</material>";
    }

    /** The text with its length unchanged. */
    static String escape(String text) {
        return text.indexOf('<') < 0 && text.indexOf('[') < 0
                ? text
                : TAG_OR_SPECIAL_TOKEN.matcher(text).replaceAll(REPLACEMENT);
    }
}
