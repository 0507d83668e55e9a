/** The expected errors of the commands and the exit code of each. */
@NullMarked
package io.minerstack.registration.error;

import org.jspecify.annotations.NullMarked;
