/** The signed credentials file: what is signed, how it is written, how it is read back. */
@NullMarked
package io.minerstack.registration.credentials;

import org.jspecify.annotations.NullMarked;
