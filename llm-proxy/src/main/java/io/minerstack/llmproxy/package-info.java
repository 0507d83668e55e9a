/** An OpenAI-compatible API in front of vLLM, OpenAI and local-llm, with time-outs, retries, fallback and metrics. */
@NullMarked
package io.minerstack.llmproxy;

import org.jspecify.annotations.NullMarked;
