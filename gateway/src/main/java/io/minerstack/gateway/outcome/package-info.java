/** How component calls end: by outcome, in a window of the last calls, and the gateway's own time of each. */
@NullMarked
package io.minerstack.gateway.outcome;

import org.jspecify.annotations.NullMarked;
