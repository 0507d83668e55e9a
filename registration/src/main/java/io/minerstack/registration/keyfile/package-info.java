/** Decrypts a wallet's key file in any of its four formats and recovers the signing key. */
@NullMarked
package io.minerstack.registration.keyfile;

import org.jspecify.annotations.NullMarked;
