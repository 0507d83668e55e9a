/** Start of a service: shared default settings, the log format, and one clear line about a wrong setting. */
@NullMarked
package io.minerstack.servicesupport.startup;

import org.jspecify.annotations.NullMarked;
