/** Schedules generations: a bounded queue in front of a fixed number of worker threads. */
@NullMarked
package io.minerstack.localllm.generation;

import org.jspecify.annotations.NullMarked;
