/** The embedded PostgreSQL: its binaries, its data directory and its server process. */
@NullMarked
package io.minerstack.standalone.postgres;

import org.jspecify.annotations.NullMarked;
