/**
 * The end of a service: callers with open connections are sent elsewhere before the port closes, and work behind the
 * responses is waited for.
 */
@NullMarked
package io.minerstack.servicesupport.shutdown;

import org.jspecify.annotations.NullMarked;
