/** Tests of the scripts of the load run. */
@NullMarked
package io.minerstack.bench.load;

import org.jspecify.annotations.NullMarked;
