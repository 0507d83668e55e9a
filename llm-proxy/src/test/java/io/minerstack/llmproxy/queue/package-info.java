/** Tests of the order in which waiting requests are sent. */
@NullMarked
package io.minerstack.llmproxy.queue;

import org.jspecify.annotations.NullMarked;
