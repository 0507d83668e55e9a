/** Merlin transcripts on STROBE-128 and Keccak-f[1600], as sr25519 signatures need them. */
@NullMarked
package io.minerstack.registration.crypto.merlin;

import org.jspecify.annotations.NullMarked;
