/** The local model's server, a process of its own. */
@NullMarked
package io.minerstack.standalone.localllm;

import org.jspecify.annotations.NullMarked;
