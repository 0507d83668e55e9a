/** The request context that services pass on to each other: request id, tenant, deadline and trace. */
@NullMarked
package io.minerstack.servicesupport.context;

import org.jspecify.annotations.NullMarked;
