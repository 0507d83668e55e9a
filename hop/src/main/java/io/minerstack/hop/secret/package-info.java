/** Values that must never be printed. */
@NullMarked
package io.minerstack.hop.secret;

import org.jspecify.annotations.NullMarked;
