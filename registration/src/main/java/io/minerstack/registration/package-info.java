/** The command line that registers a miner: {@code sign}, {@code verify}, {@code preflight}. */
@NullMarked
package io.minerstack.registration;

import org.jspecify.annotations.NullMarked;
