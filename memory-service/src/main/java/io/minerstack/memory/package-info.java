/** Starts the service that keeps conversations and playbooks in PostgreSQL. */
@NullMarked
package io.minerstack.memory;

import org.jspecify.annotations.NullMarked;
