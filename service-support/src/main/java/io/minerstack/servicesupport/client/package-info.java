/** How a hop finds the services behind it, and how long it waits for one that is just being started again. */
@NullMarked
package io.minerstack.servicesupport.client;

import org.jspecify.annotations.NullMarked;
