package io.minerstack.llmproxy.fallback;

import io.minerstack.llmproxy.failure.UpstreamException;

/**
 * One attempt of a request that gave no answer.
 *
 * @param provider index in the order of fallback
 * @param failure why
 */
record FailedAttempt(int provider, UpstreamException failure) {}
