/** Derives the key that encrypts a key file from the password: Argon2i and PBKDF2. */
@NullMarked
package io.minerstack.registration.keyderivation;

import org.jspecify.annotations.NullMarked;
