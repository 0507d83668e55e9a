/** The checks of host name, addresses and open ports. */
@NullMarked
package io.minerstack.registration.preflight.network;

import org.jspecify.annotations.NullMarked;
