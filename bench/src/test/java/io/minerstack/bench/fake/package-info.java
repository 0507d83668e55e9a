/** Proves that the fake misbehaves as told. */
@NullMarked
package io.minerstack.bench.fake;

import org.jspecify.annotations.NullMarked;
