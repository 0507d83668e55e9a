/** The circuit breaker of one upstream: when it opens, and what counts as a failure. */
@NullMarked
package io.minerstack.llmproxy.breaker;

import org.jspecify.annotations.NullMarked;
