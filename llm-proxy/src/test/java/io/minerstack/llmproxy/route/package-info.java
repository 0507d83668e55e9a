/** Proves what is tried next. */
@NullMarked
package io.minerstack.llmproxy.route;

import org.jspecify.annotations.NullMarked;
