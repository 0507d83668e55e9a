/** Tests of error responses, also through a running service. */
@NullMarked
package io.minerstack.servicesupport.problem;

import org.jspecify.annotations.NullMarked;
