/** The end of a service: callers with open connections are sent elsewhere before the port closes. */
@NullMarked
package io.minerstack.servicesupport.shutdown;

import org.jspecify.annotations.NullMarked;
