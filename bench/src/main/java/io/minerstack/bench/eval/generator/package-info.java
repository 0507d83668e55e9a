/** Question sets that a seeded generator writes. */
@NullMarked
package io.minerstack.bench.eval.generator;

import org.jspecify.annotations.NullMarked;
