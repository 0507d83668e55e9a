/** Finds a wallet on disk, reads its password and unlocks it; never writes to it. */
@NullMarked
package io.minerstack.registration.wallet;

import org.jspecify.annotations.NullMarked;
