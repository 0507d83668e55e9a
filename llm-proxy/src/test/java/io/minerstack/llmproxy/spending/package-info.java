/** Tests of the accounts of attempts. */
@NullMarked
package io.minerstack.llmproxy.spending;

import org.jspecify.annotations.NullMarked;
