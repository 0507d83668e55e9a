/** Finds the cause of a failure. */
@NullMarked
package io.minerstack.servicesupport.exception;

import org.jspecify.annotations.NullMarked;
