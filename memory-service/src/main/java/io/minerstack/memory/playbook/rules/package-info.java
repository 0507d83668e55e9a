/**
 * The rules of the playbook: what may be remembered, and how a valid operation changes the entries; no input or output.
 */
@NullMarked
package io.minerstack.memory.playbook.rules;

import org.jspecify.annotations.NullMarked;
