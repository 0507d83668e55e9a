@NullMarked
package io.minerstack.llmproxy.tracing;

import org.jspecify.annotations.NullMarked;
