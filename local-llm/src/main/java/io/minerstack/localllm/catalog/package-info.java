/** Which model is served, and that it is. */
@NullMarked
package io.minerstack.localllm.catalog;

import org.jspecify.annotations.NullMarked;
