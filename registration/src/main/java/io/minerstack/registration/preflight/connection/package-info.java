/** The miner that is checked, and the sockets to it. */
@NullMarked
package io.minerstack.registration.preflight.connection;

import org.jspecify.annotations.NullMarked;
