/** Asks for several samples of a short answer and sends the one that most of them agree on (self-consistency). */
@NullMarked
package io.minerstack.agent.sampling;

import org.jspecify.annotations.NullMarked;
