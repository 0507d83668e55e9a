/** How component calls end: by outcome, in a window of the last calls, and where the time of each went. */
@NullMarked
package io.minerstack.gateway.outcome;

import org.jspecify.annotations.NullMarked;
