/** {@code POST /v1/chat/completions}: reads the request, sends the answer whole or streamed, and maps the errors. */
@NullMarked
package io.minerstack.llmproxy.completion;

import org.jspecify.annotations.NullMarked;
