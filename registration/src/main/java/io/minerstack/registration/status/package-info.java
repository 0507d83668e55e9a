/** {@code status}: what the stack on this machine does right now, in a terminal. */
@NullMarked
package io.minerstack.registration.status;

import org.jspecify.annotations.NullMarked;
