/** Rate limits: how many requests a key or an address may send to which endpoints, behind a port for a shared store. */
@NullMarked
package io.minerstack.gateway.ratelimit;

import org.jspecify.annotations.NullMarked;
