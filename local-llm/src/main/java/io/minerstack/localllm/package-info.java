/** An OpenAI-compatible server over llama.cpp for the CPU. */
@NullMarked
package io.minerstack.localllm;

import org.jspecify.annotations.NullMarked;
