/** Decides which request is sent to a provider next, so that no tenant waits for the requests of another one. */
@NullMarked
package io.minerstack.llmproxy.queue;

import org.jspecify.annotations.NullMarked;
