/** PostgreSQL's own binaries, with data that stays. */
@NullMarked
package io.minerstack.standalone.postgres;

import org.jspecify.annotations.NullMarked;
