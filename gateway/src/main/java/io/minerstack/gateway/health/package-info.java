/** {@code GET /health}: whether the stack can serve, polled in the background so that the answer is immediate. */
@NullMarked
package io.minerstack.gateway.health;

import org.jspecify.annotations.NullMarked;
