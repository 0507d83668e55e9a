/** Tests of budgets. */
@NullMarked
package io.minerstack.llmproxy.budget;

import org.jspecify.annotations.NullMarked;
