/** Passwords and keys in memory: overwritten after use, never printed. */
@NullMarked
package io.minerstack.registration.secret;

import org.jspecify.annotations.NullMarked;
