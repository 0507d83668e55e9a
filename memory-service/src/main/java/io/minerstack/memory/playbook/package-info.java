/** The playbook of a conversation: typed entries, the operations that change them, and the log of these operations. */
@NullMarked
package io.minerstack.memory.playbook;

import org.jspecify.annotations.NullMarked;
