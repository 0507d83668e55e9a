/** Asks a miner's public address what the network will ask, and reports what it saw. */
@NullMarked
package io.minerstack.registration.preflight;

import org.jspecify.annotations.NullMarked;
