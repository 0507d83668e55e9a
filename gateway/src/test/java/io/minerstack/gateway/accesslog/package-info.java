/** Tests of the access log. */
@NullMarked
package io.minerstack.gateway.accesslog;

import org.jspecify.annotations.NullMarked;
