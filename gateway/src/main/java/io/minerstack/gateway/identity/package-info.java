/** Who calls: the API keys, behind a port that a key file can fill. */
@NullMarked
package io.minerstack.gateway.identity;

import org.jspecify.annotations.NullMarked;
