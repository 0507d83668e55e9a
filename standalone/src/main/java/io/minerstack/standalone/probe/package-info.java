/** Questions to the stack's own servers while it starts. */
@NullMarked
package io.minerstack.standalone.probe;

import org.jspecify.annotations.NullMarked;
