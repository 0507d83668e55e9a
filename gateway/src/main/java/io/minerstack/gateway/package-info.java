/** The public edge: whoever comes from outside passes its keys, limits, deadline and defence before anything costs. */
@NullMarked
package io.minerstack.gateway;

import org.jspecify.annotations.NullMarked;
