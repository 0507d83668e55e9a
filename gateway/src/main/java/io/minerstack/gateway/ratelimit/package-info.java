/** Rate limits per key and address: how many requests each may send to which endpoints. A shared store may follow. */
@NullMarked
package io.minerstack.gateway.ratelimit;

import org.jspecify.annotations.NullMarked;
