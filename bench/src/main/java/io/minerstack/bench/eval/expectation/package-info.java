/** What an answer must be like, checked in code. */
@NullMarked
package io.minerstack.bench.eval.expectation;

import org.jspecify.annotations.NullMarked;
