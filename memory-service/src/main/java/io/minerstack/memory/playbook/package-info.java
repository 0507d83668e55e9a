/** Keeps what the users of a conversation taught it: typed entries, changed only through logged operations. */
@NullMarked
package io.minerstack.memory.playbook;

import org.jspecify.annotations.NullMarked;
