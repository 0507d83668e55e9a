/** Tests of what the tests of several modules share. */
@NullMarked
package io.minerstack.testsupport;

import org.jspecify.annotations.NullMarked;
