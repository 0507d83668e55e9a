/**
 * Netty handlers of the public port, below HTTP requests: connection limits, time-outs, and bytes that are not HTTP.
 */
@NullMarked
package io.minerstack.gateway.netty;

import org.jspecify.annotations.NullMarked;
