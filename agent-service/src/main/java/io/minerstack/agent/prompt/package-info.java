/** Builds prompts that fit the model's context: our own instructions, and all other texts inside delimiters. */
@NullMarked
package io.minerstack.agent.prompt;

import org.jspecify.annotations.NullMarked;
