/** The language model itself: its file, its native library, and what it can be asked for. */
@NullMarked
package io.minerstack.localllm.engine;

import org.jspecify.annotations.NullMarked;
