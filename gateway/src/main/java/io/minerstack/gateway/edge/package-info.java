/** What all filters of the public port share: their order, and the exemption of the management port. */
@NullMarked
package io.minerstack.gateway.edge;

import org.jspecify.annotations.NullMarked;
