/** Reads and writes playbooks and their log in PostgreSQL. */
@NullMarked
package io.minerstack.memory.playbook.store;

import org.jspecify.annotations.NullMarked;
