/** Reads the history and the playbook that one request needs, in one round trip to the database. */
@NullMarked
package io.minerstack.memory.context;

import org.jspecify.annotations.NullMarked;
