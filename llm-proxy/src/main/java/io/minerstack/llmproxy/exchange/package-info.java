/** One HTTP exchange with one upstream: sending the request, the time-outs, and reading the streamed response. */
@NullMarked
package io.minerstack.llmproxy.exchange;

import org.jspecify.annotations.NullMarked;
