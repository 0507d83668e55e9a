/** What the tests of several modules share: a small language model and the architecture rules. */
@NullMarked
package io.minerstack.testsupport;

import org.jspecify.annotations.NullMarked;
