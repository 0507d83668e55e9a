/** The HTTP clients of memory-service and llm-proxy, with their pools. */
@NullMarked
package io.minerstack.agent.peer;

import org.jspecify.annotations.NullMarked;
