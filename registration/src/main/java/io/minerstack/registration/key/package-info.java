/** The {@code key} command: adds, lists, rotates and revokes the keys of the key file. */
@NullMarked
package io.minerstack.registration.key;

import org.jspecify.annotations.NullMarked;
