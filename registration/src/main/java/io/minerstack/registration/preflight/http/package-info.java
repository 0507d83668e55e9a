/** HTTP calls to the miner: a client, and raw exchanges for requests that a client can't send. */
@NullMarked
package io.minerstack.registration.preflight.http;

import org.jspecify.annotations.NullMarked;
