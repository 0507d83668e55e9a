/** Tests of the connection to the database of budgets and usage. */
@NullMarked
package io.minerstack.llmproxy.database;

import org.jspecify.annotations.NullMarked;
