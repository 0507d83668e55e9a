/** Who calls: authentication by API key, behind a port for other sources of keys. */
@NullMarked
package io.minerstack.gateway.identity;

import org.jspecify.annotations.NullMarked;
