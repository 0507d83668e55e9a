/** Budgets of keys: what an attempt may cost is held before the attempt, and what it did cost is charged after it. */
@NullMarked
package io.minerstack.llmproxy.budget;

import org.jspecify.annotations.NullMarked;
