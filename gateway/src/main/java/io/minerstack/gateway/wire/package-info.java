/** What happens on a connection below HTTP requests: unreadable bytes, slow heads, floods of pipelined requests. */
@NullMarked
package io.minerstack.gateway.wire;

import org.jspecify.annotations.NullMarked;
