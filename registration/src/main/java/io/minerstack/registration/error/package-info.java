/** What can go wrong, each with an exit code of its own. */
@NullMarked
package io.minerstack.registration.error;

import org.jspecify.annotations.NullMarked;
