/** How a service starts: shared defaults, log format, and one clear line when its environment is wrong. */
@NullMarked
package io.minerstack.servicesupport.startup;

import org.jspecify.annotations.NullMarked;
