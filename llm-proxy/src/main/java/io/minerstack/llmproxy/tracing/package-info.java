/** Spans of the requests to model servers. */
@NullMarked
package io.minerstack.llmproxy.tracing;

import org.jspecify.annotations.NullMarked;
