/** The agent: seven components over a language model and a memory. */
@NullMarked
package io.minerstack.agent;

import org.jspecify.annotations.NullMarked;
