/** Limits that protect memory: requests in flight, the size of a body, and the bytes of all bodies in flight. */
@NullMarked
package io.minerstack.gateway.limits;

import org.jspecify.annotations.NullMarked;
