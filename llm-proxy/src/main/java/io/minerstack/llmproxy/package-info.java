/** One OpenAI-compatible door to vLLM, OpenAI and the local model: it answers in time or says why not. */
@NullMarked
package io.minerstack.llmproxy;

import org.jspecify.annotations.NullMarked;
