package io.minerstack.agent.prompt;

/**
 * A text of another source that a prompt may hold, such as a previous output or search results.
 *
 * @param kind what the text is, in our own words, such as {@code notebook of output 2}; the model sees it
 */
public record PromptContext(String kind, String text) {}
