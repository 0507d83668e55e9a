/** The checks that call the miner over HTTP. */
@NullMarked
package io.minerstack.registration.preflight.check;

import org.jspecify.annotations.NullMarked;
