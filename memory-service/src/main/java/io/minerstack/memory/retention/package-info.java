/** Deletes what has grown older than the retention allows. */
@NullMarked
package io.minerstack.memory.retention;

import org.jspecify.annotations.NullMarked;
