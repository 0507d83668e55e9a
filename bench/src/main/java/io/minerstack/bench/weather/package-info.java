/** The weather run: model servers with the dialects and faults of real ones, and a check of every answer. */
@NullMarked
package io.minerstack.bench.weather;

import org.jspecify.annotations.NullMarked;
