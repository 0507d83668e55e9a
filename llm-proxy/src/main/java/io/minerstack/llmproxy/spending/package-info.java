/** Accounts for each attempt at a provider: against the budget of its key, and in the usage ledger. */
@NullMarked
package io.minerstack.llmproxy.spending;

import org.jspecify.annotations.NullMarked;
