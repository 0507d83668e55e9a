/** Passes the public conversation and playbook endpoints through to memory-service. */
@NullMarked
package io.minerstack.agent.relay;

import org.jspecify.annotations.NullMarked;
