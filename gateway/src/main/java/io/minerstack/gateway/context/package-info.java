/** The request context at the edge: tenant and deadline of each request, and how much of the deadline was left. */
@NullMarked
package io.minerstack.gateway.context;

import org.jspecify.annotations.NullMarked;
