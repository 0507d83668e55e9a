/** What the gateway's access log says beside method, route, status and time. */
@NullMarked
package io.minerstack.gateway.accesslog;

import org.jspecify.annotations.NullMarked;
