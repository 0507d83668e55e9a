@NullMarked
package io.minerstack.bench.eval.judge;

import org.jspecify.annotations.NullMarked;
