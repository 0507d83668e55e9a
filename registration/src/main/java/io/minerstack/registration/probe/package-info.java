/** {@code probe}: asks the public URL like a caller, and says in metrics whether the answers are good. */
@NullMarked
package io.minerstack.registration.probe;

import org.jspecify.annotations.NullMarked;
