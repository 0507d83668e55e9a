/** Calls the language model through llm-proxy, within the request's deadline. */
@NullMarked
package io.minerstack.agent.completion;

import org.jspecify.annotations.NullMarked;
