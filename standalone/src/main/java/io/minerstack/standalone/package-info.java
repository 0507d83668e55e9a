/** Runs the whole stack on one machine; {@code ./miner up} starts it. */
@NullMarked
package io.minerstack.standalone;

import org.jspecify.annotations.NullMarked;
