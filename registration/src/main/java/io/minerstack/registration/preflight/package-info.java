/** The {@code preflight} command: calls a miner as the network will, and reports what would fail. */
@NullMarked
package io.minerstack.registration.preflight;

import org.jspecify.annotations.NullMarked;
