/** {@code /v1/chat/completions}: the request, the whole or streamed answer, and errors in OpenAI's envelope. */
@NullMarked
package io.minerstack.llmproxy.completion;

import org.jspecify.annotations.NullMarked;
