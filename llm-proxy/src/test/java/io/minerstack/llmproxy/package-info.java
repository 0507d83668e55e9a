/** Tests of the proxy against fake and real model servers, over sockets. */
@NullMarked
package io.minerstack.llmproxy;

import org.jspecify.annotations.NullMarked;
