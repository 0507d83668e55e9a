/** Tests of the weather run's checks: each violation must be found. */
@NullMarked
package io.minerstack.bench.weather;

import org.jspecify.annotations.NullMarked;
