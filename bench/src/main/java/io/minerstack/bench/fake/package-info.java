/** A model server that behaves as told: what tests and load runs put behind the stack instead of a model. */
@NullMarked
package io.minerstack.bench.fake;

import org.jspecify.annotations.NullMarked;
