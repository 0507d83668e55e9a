/** The signed credentials file: its format, what is signed, how the file is written and parsed. */
@NullMarked
package io.minerstack.registration.credentials;

import org.jspecify.annotations.NullMarked;
