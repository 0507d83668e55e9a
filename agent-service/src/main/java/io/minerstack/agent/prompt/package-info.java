/** Prompts: our own instructions, and everybody else's text fenced as material inside a budget. */
@NullMarked
package io.minerstack.agent.prompt;

import org.jspecify.annotations.NullMarked;
