/** One component call on its way through the gateway: its times, its outcome and what agent-service said about it. */
@NullMarked
package io.minerstack.gateway.componentcall;

import org.jspecify.annotations.NullMarked;
