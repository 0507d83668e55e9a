/** Health and capabilities of the miner, from the polled status of llm-proxy and memory-service. */
@NullMarked
package io.minerstack.agent.status;

import org.jspecify.annotations.NullMarked;
