/** What every hop of a request does alike. */
@NullMarked
package io.minerstack.hop;

import org.jspecify.annotations.NullMarked;
