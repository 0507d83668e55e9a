/** Whether the stack can serve, known in advance so that asking is instant. */
@NullMarked
package io.minerstack.gateway.health;

import org.jspecify.annotations.NullMarked;
