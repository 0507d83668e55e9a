package io.minerstack.llmproxy.adapter;

/**
 * What a request gets that the caller did not set.
 *
 * @param maxTokens output limit; at most half of the context, where the context is known
 * @param temperature sampling temperature
 */
public record RequestDefaults(int maxTokens, double temperature) {}
