package io.minerstack.llmproxy.provider;

import org.jspecify.annotations.Nullable;

/**
 * How upstreams are reached.
 *
 * @param caFile certificates that are trusted in addition to the public ones, in PEM form
 * @param httpsProxy URL of the proxy for upstreams with https
 * @param noProxy hosts that are reached directly, comma-separated
 */
record NetworkProperties(
        @Nullable String caFile,
        @Nullable String httpsProxy,
        @Nullable String noProxy) {}
