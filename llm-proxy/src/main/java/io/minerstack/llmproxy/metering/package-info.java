/** The metrics of this service: tokens, attempts, times. No label holds text of a prompt, an answer or a caller. */
@NullMarked
package io.minerstack.llmproxy.metering;

import org.jspecify.annotations.NullMarked;
