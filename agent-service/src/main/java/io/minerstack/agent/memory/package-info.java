/** What is read from memory-service before an answer and written to it afterwards; an answer never depends on it. */
@NullMarked
package io.minerstack.agent.memory;

import org.jspecify.annotations.NullMarked;
