/** Tests of the clock's measurement. */
@NullMarked
package io.minerstack.servicesupport.clock;

import org.jspecify.annotations.NullMarked;
