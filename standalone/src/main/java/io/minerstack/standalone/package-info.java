/** Runs the whole stack on one machine: what ./miner up starts. */
@NullMarked
package io.minerstack.standalone;

import org.jspecify.annotations.NullMarked;
