/** {@code POST /v1/chat/completions} in the wire format of OpenAI's chat completions. */
@NullMarked
package io.minerstack.localllm.chat;

import org.jspecify.annotations.NullMarked;
