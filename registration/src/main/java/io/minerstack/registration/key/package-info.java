/** The {@code key} command: adds, lists, rotates and revokes the keys of the key file, and prints their usage. */
@NullMarked
package io.minerstack.registration.key;

import org.jspecify.annotations.NullMarked;
