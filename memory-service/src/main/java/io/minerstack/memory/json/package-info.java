/** How values are written as JSON. */
@NullMarked
package io.minerstack.memory.json;

import org.jspecify.annotations.NullMarked;
