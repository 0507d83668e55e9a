/** What is counted: tokens, attempts, times. Never a prompt, an answer or a caller. */
@NullMarked
package io.minerstack.llmproxy.metering;

import org.jspecify.annotations.NullMarked;
