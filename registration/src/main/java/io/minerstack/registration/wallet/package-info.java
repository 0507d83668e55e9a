/** Finds a wallet on disk, finds its password and unlocks its coldkey; never writes to the wallet. */
@NullMarked
package io.minerstack.registration.wallet;

import org.jspecify.annotations.NullMarked;
