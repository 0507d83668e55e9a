/** The inference engine: the model file, the native library, and the parameters of a generation. */
@NullMarked
package io.minerstack.localllm.engine;

import org.jspecify.annotations.NullMarked;
