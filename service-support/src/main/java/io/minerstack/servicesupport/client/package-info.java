/** Requests to other servers: name resolution, repeated connects, waits, polling and checks of URLs. */
@NullMarked
package io.minerstack.servicesupport.client;

import org.jspecify.annotations.NullMarked;
