/** Dispatches component requests to their handlers, stores the turns and writes the replies. */
@NullMarked
package io.minerstack.agent.component;

import org.jspecify.annotations.NullMarked;
