/** The command line that registers a miner: sign, verify, preflight. */
@NullMarked
package io.minerstack.registration;

import org.jspecify.annotations.NullMarked;
