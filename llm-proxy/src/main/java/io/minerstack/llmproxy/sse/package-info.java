/** From the bytes of a streamed response to typed chunks: this code runs once per token. */
@NullMarked
package io.minerstack.llmproxy.sse;

import org.jspecify.annotations.NullMarked;
