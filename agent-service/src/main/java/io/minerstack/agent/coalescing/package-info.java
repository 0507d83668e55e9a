/**
 * Lets requests with the same body share one run while it is under way, and replays finished answers to requests that
 * repeat an {@code Idempotency-Key}.
 */
@NullMarked
package io.minerstack.agent.coalescing;

import org.jspecify.annotations.NullMarked;
