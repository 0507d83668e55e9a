/** The audit log of the gateway: blocked addresses and deleted conversations. */
@NullMarked
package io.minerstack.gateway.audit;

import org.jspecify.annotations.NullMarked;
