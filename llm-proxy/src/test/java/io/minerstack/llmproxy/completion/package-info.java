/** Tests of reading requests and of sending answers. */
@NullMarked
package io.minerstack.llmproxy.completion;

import org.jspecify.annotations.NullMarked;
