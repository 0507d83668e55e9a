/** Whether this service can answer, and with what, from state that is refreshed in the background. */
@NullMarked
package io.minerstack.agent.status;

import org.jspecify.annotations.NullMarked;
