package io.minerstack.agent.prompt;

import java.util.regex.Pattern;

/**
 * Marks texts of other sources in a prompt, against prompt injection. Tags like our own and the special tokens of chat
 * templates, which an engine may take for the end of a message, are escaped in such a text. Everything else stays
 * unchanged, because a notebook must come back from the model as it was sent. {@link #restore} gives a model's answer
 * the escaped characters back, because {@code <s>} is HTML, too.
 */
public final class PromptDelimiter {

    /** What follows a {@code <} in a tag like our own or in a special token of a model family. */
    private static final String AFTER_ANGLE = "[\\s/]{0,8}material"
            // <|name|> of most families, and the wide bars of DeepSeek
            + "|\\|[^\\s<>|]{1,40}\\|>|｜[^<>\\n｜]{1,40}｜>"
            // Gemma and T5
            + "|\\|[a-z_]{2,30}>|[a-z_]{2,30}\\|>|(?:start|end)_of_(?:turn|image)>|unused\\d{1,4}>|extra_id_\\d{1,4}>"
            // Llama 2 and Mistral 7B
            + "|/?s>|<?/?SYS>>|(?:bos|eos|pad|unk|mask|sop|eop)>"
            // InternLM, Cohere and SmolVLM
            + "|eo[ah]>|(?:bos|eos)_token>|end_of_utterance>"
            // reserved tokens, and tokens of models for code, such as SmolLM
            + "|reserved_?\\d{1,4}>|special_\\d{1,4}>|(?:repo_?name|reponame|file_sep|filename|gh_stars|empty_output)>"
            + "|issue_(?:start|comment|closed)>|jupyter_(?:start|text|code|output|script)>|fim_[a-z]{3,10}>";

    /** What follows a {@code [} in a special token of Mistral, GLM, EXAONE or Baichuan. */
    private static final String AFTER_BRACKET = "/?INST\\]|/?(?:TOOL_CALLS|AVAILABLE_TOOLS|TOOL_RESULTS|TOOL_CONTENT"
            + "|SYSTEM_PROMPT|MODEL_SETTINGS|ARGS|CALL_ID|THINK|PREFIX|SUFFIX|MIDDLE)\\]"
            + "|control_\\d{1,4}\\]|UNUSED_TOKEN_\\d{1,4}\\]|gMASK\\]|\\|[a-z]{2,20}\\|\\]";

    /** A single angle quotation mark: looks like the replaced character and has the same length. */
    private static final String REPLACEMENT = "‹";

    private static final int FLAGS = Pattern.CASE_INSENSITIVE;
    private static final Pattern TAG_OR_SPECIAL_TOKEN =
            Pattern.compile("<(?=" + AFTER_ANGLE + ")|\\[(?=" + AFTER_BRACKET + ")", FLAGS);
    private static final Pattern ESCAPED_ANGLE = Pattern.compile(REPLACEMENT + "(?=" + AFTER_ANGLE + ")", FLAGS);
    private static final Pattern ESCAPED_BRACKET = Pattern.compile(REPLACEMENT + "(?=" + AFTER_BRACKET + ")", FLAGS);

    private PromptDelimiter() {}

    /**
     * The escaped text between our tags.
     *
     * @param kind what the text is, in our own words; not escaped. Empty for no tags
     */
    static String wrap(String kind, String text) {
        return kind.isEmpty() ? escape(text) : "<material kind=\"" + kind + "\">\n" + escape(text) + "\n</material>";
    }

    /** The text with its length unchanged. */
    static String escape(String text) {
        return text.indexOf('<') < 0 && text.indexOf('[') < 0
                ? text
                : TAG_OR_SPECIAL_TOKEN.matcher(text).replaceAll(REPLACEMENT);
    }

    /** A model's answer with the characters that {@link #escape} replaced in what the answer quotes. */
    public static String restore(String answer) {
        return answer.contains(REPLACEMENT)
                ? ESCAPED_BRACKET
                        .matcher(ESCAPED_ANGLE.matcher(answer).replaceAll("<"))
                        .replaceAll("[")
                : answer;
    }
}
