/** A small service with everything that this module gives to a service, and the tests of the module as a whole. */
@NullMarked
package io.minerstack.servicesupport;

import org.jspecify.annotations.NullMarked;
