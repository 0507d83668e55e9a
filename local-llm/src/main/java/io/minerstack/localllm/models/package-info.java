/** Which model is served, and that it is. */
@NullMarked
package io.minerstack.localllm.models;

import org.jspecify.annotations.NullMarked;
