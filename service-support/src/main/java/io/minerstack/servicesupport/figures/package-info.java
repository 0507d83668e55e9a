/** The few meters of a service that the console in the browser shows, as JSON. */
@NullMarked
package io.minerstack.servicesupport.figures;

import org.jspecify.annotations.NullMarked;
