/** Tests of requests to other servers. */
@NullMarked
package io.minerstack.servicesupport.client;

import org.jspecify.annotations.NullMarked;
