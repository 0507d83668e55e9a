/** What every request from outside passes, in a fixed order, before it is routed. */
@NullMarked
package io.minerstack.gateway.arrival;

import org.jspecify.annotations.NullMarked;
