/** Tests of the circuit breaker. */
@NullMarked
package io.minerstack.llmproxy.breaker;

import org.jspecify.annotations.NullMarked;
