/**
 * Connects to PostgreSQL: settings, connection pool, migrations, time-outs, and the mapping of database errors to
 * problems.
 */
@NullMarked
package io.minerstack.memory.database;

import org.jspecify.annotations.NullMarked;
