/** Conversations and playbooks as memory-service serves them, passed through unchanged. */
@NullMarked
package io.minerstack.agent.relay;

import org.jspecify.annotations.NullMarked;
