/** Reads from a feedback what the user wants to be forgotten or not to be stored. */
@NullMarked
package io.minerstack.memory.playbook.retraction;

import org.jspecify.annotations.NullMarked;
