/** Relays requests to agent-service: routes, connections, headers, and failures of the connection. */
@NullMarked
package io.minerstack.gateway.route;

import org.jspecify.annotations.NullMarked;
