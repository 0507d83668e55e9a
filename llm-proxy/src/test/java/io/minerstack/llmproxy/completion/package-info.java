/** Proves how answers are put together. */
@NullMarked
package io.minerstack.llmproxy.completion;

import org.jspecify.annotations.NullMarked;
