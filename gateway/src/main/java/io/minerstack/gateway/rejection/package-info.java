/** What all refusals have in common, whichever filter refuses. */
@NullMarked
package io.minerstack.gateway.rejection;

import org.jspecify.annotations.NullMarked;
