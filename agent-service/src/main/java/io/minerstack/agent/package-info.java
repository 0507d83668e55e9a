/** The agent service: seven components that answer with a language model and a memory. */
@NullMarked
package io.minerstack.agent;

import org.jspecify.annotations.NullMarked;
