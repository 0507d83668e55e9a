/** The HTTP clients of memory-service and llm-proxy, with their pools. */
@NullMarked
package io.minerstack.agent.client;

import org.jspecify.annotations.NullMarked;
