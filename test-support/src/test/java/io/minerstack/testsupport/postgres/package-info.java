/** Tests of the PostgreSQL server for tests. */
@NullMarked
package io.minerstack.testsupport.postgres;

import org.jspecify.annotations.NullMarked;
