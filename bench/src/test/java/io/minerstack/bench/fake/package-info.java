/** Tests of the fake model server. */
@NullMarked
package io.minerstack.bench.fake;

import org.jspecify.annotations.NullMarked;
