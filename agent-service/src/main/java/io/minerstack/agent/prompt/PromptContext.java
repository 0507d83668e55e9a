package io.minerstack.agent.prompt;

/**
 * A text of another source that a prompt may hold, such as a previous output or search results.
 *
 * @param kind what the text is, in our own words, such as {@code notebook of output 2}; the model sees it. Empty for a
 *     text without delimiters
 */
public record PromptContext(String kind, String text) {

    /**
     * A text that stands without delimiters behind the request, as people write it to a chat model. For small models,
     * which repeat delimiters and do not understand that the text inside is data.
     */
    public static PromptContext plain(String text) {
        return new PromptContext("", text);
    }

    boolean isPlain() {
        return kind.isEmpty();
    }
}
