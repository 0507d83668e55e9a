/** Proves what the proxy does with good and bad model servers, over sockets. */
@NullMarked
package io.minerstack.llmproxy;

import org.jspecify.annotations.NullMarked;
