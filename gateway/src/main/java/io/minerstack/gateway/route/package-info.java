/** The way inside: routes, connections and headers towards agent-service. */
@NullMarked
package io.minerstack.gateway.route;

import org.jspecify.annotations.NullMarked;
