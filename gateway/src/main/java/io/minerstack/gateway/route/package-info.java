/**
 * Relays requests to agent-service: routes, connections, headers, and what happens when agent-service is not reachable.
 */
@NullMarked
package io.minerstack.gateway.route;

import org.jspecify.annotations.NullMarked;
