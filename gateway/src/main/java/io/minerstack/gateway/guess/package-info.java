/** Callers that guess keys: their addresses are answered later and later, and then blocked for a time. */
@NullMarked
package io.minerstack.gateway.guess;

import org.jspecify.annotations.NullMarked;
