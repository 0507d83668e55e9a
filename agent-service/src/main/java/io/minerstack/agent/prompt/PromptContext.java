package io.minerstack.agent.prompt;

/**
 * One piece of somebody else's text.
 *
 * @param kind what it is, in our words, such as {@code notebook of output 2}
 */
public record PromptContext(String kind, String text) {}
