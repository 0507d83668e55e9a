/** Tests of the request context, also through a running service. */
@NullMarked
package io.minerstack.servicesupport.context;

import org.jspecify.annotations.NullMarked;
