/** The configured providers, their upstreams, their request queues and their settings. */
@NullMarked
package io.minerstack.llmproxy.provider;

import org.jspecify.annotations.NullMarked;
