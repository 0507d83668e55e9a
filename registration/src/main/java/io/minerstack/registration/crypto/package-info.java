/** Signatures, addresses and seed phrases of the network, over byte arrays. */
@NullMarked
package io.minerstack.registration.crypto;

import org.jspecify.annotations.NullMarked;
