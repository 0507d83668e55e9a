/** The HTTP clients of memory-service and llm-proxy and their connection pools. */
@NullMarked
package io.minerstack.agent.client;

import org.jspecify.annotations.NullMarked;
