/** Keys and certificates for tests with TLS. */
@NullMarked
package io.minerstack.testsupport.tls;

import org.jspecify.annotations.NullMarked;
