/** Who may use the engine when: a bounded queue in front of a fixed number of generations. */
@NullMarked
package io.minerstack.localllm.generation;

import org.jspecify.annotations.NullMarked;
