/** The {@code sign} command. */
@NullMarked
package io.minerstack.registration.sign;

import org.jspecify.annotations.NullMarked;
