/** How much the clocks of the services differ: deadlines travel as points in time. */
@NullMarked
package io.minerstack.servicesupport.clock;

import org.jspecify.annotations.NullMarked;
