/** Stores conversations and playbooks in PostgreSQL. */
@NullMarked
package io.minerstack.memory;

import org.jspecify.annotations.NullMarked;
