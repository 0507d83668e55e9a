/** Tests of reaching peers. */
@NullMarked
package io.minerstack.hop.peer;

import org.jspecify.annotations.NullMarked;
