/** What the tests of several modules share: a PostgreSQL for the run, and the architecture rules. */
@NullMarked
package io.minerstack.testsupport;

import org.jspecify.annotations.NullMarked;
