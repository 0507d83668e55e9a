/** The language model behind a port, reached through llm-proxy inside the deadline. */
@NullMarked
package io.minerstack.agent.completion;

import org.jspecify.annotations.NullMarked;
