/** Tests of the search through causes. */
@NullMarked
package io.minerstack.servicesupport.exception;

import org.jspecify.annotations.NullMarked;
