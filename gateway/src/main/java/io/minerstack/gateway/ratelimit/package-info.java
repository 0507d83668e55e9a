/** How often a caller may do what, behind a port that a shared store can fill. */
@NullMarked
package io.minerstack.gateway.ratelimit;

import org.jspecify.annotations.NullMarked;
