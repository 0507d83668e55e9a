/** What the proxy can answer with right now, from memory: no request here reaches a model. */
@NullMarked
package io.minerstack.llmproxy.status;

import org.jspecify.annotations.NullMarked;
