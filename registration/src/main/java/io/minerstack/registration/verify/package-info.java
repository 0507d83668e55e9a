/** The {@code verify} command. */
@NullMarked
package io.minerstack.registration.verify;

import org.jspecify.annotations.NullMarked;
