/** Counts, cuts, folds and compares texts. */
@NullMarked
package io.minerstack.agent.text;

import org.jspecify.annotations.NullMarked;
