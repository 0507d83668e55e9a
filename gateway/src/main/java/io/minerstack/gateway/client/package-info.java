/** Where a call comes from, when all that is known of its caller is an address. */
@NullMarked
package io.minerstack.gateway.client;

import org.jspecify.annotations.NullMarked;
