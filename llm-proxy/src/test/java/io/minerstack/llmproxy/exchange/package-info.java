/** Tests of the time-outs of one exchange. */
@NullMarked
package io.minerstack.llmproxy.exchange;

import org.jspecify.annotations.NullMarked;
