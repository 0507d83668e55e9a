/** Connects to the PostgreSQL that has budgets and the usage ledger. The proxy starts and serves without it. */
@NullMarked
package io.minerstack.llmproxy.database;

import org.jspecify.annotations.NullMarked;
