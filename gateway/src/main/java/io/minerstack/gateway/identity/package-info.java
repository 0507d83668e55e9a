/** Who calls: authentication by API key, behind an interface for other sources of keys. */
@NullMarked
package io.minerstack.gateway.identity;

import org.jspecify.annotations.NullMarked;
