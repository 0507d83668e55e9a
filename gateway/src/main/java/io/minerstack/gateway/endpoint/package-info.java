/** The table of the public API, and the filters that hold requests to it: path, method and media types. */
@NullMarked
package io.minerstack.gateway.endpoint;

import org.jspecify.annotations.NullMarked;
