/** The address that a request comes from, behind the proxies that the operator trusts. */
@NullMarked
package io.minerstack.gateway.address;

import org.jspecify.annotations.NullMarked;
