/** The audit log of the gateway: what it did to callers, one line of JSON for each event, in a stream of its own. */
@NullMarked
package io.minerstack.gateway.audit;

import org.jspecify.annotations.NullMarked;
