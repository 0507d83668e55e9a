/** What browsers may do: which web pages may call (CORS), and security headers on every response. */
@NullMarked
package io.minerstack.gateway.origin;

import org.jspecify.annotations.NullMarked;
