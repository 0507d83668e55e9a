/** The checks of the TLS protocol and the certificate. */
@NullMarked
package io.minerstack.registration.preflight.tls;

import org.jspecify.annotations.NullMarked;
