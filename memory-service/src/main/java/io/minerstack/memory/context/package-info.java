/** Reads everything that one request needs to remember, in one round trip. */
@NullMarked
package io.minerstack.memory.context;

import org.jspecify.annotations.NullMarked;
