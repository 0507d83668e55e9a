/** Tests of the package of the same name. */
@NullMarked
package io.minerstack.llmproxy.replica;

import org.jspecify.annotations.NullMarked;
