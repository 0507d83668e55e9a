/** What the load runs need beside {@code wrk} and the fake model: stored conversations. */
@NullMarked
package io.minerstack.bench.load;

import org.jspecify.annotations.NullMarked;
