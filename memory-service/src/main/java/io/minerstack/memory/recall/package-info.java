/** Reads everything that one request needs to remember, in one round trip. */
@NullMarked
package io.minerstack.memory.recall;

import org.jspecify.annotations.NullMarked;
