/** Proves what is tried next. */
@NullMarked
package io.minerstack.llmproxy.fallback;

import org.jspecify.annotations.NullMarked;
