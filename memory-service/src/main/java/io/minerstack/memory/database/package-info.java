/** How PostgreSQL is reached: settings from one URL, migrations, a bounded pool, and what its failures mean to callers. */
@NullMarked
package io.minerstack.memory.database;

import org.jspecify.annotations.NullMarked;
