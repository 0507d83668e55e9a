/** Reads history and playbook from memory-service before an answer, and stores turns and feedback there afterwards. */
@NullMarked
package io.minerstack.agent.memory;

import org.jspecify.annotations.NullMarked;
