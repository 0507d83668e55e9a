/** A fake model server whose responses are scripted; tests and load runs use it instead of a real model. */
@NullMarked
package io.minerstack.bench.fake;

import org.jspecify.annotations.NullMarked;
