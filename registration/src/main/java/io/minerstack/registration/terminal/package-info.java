/** The terminal, the environment variables, the clock and the folders that a command uses. */
@NullMarked
package io.minerstack.registration.terminal;

import org.jspecify.annotations.NullMarked;
