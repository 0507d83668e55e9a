package io.minerstack.llmproxy.adapter;

import org.jspecify.annotations.Nullable;

/**
 * What a request gets that the caller did not set.
 *
 * @param maxTokens output limit; at most half of the context, where the context is known
 * @param temperature sampling temperature; null for the upstream's own default
 */
public record RequestDefaults(int maxTokens, @Nullable Double temperature) {}
