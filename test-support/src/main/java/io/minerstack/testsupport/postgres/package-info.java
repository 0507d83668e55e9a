/** A PostgreSQL server and its databases for tests. */
@NullMarked
package io.minerstack.testsupport.postgres;

import org.jspecify.annotations.NullMarked;
