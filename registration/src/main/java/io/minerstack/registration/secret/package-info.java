/** Characters that are wiped after use and never printed. */
@NullMarked
package io.minerstack.registration.secret;

import org.jspecify.annotations.NullMarked;
