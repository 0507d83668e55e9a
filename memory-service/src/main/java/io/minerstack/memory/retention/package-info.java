/** Deletes expired messages, conversations and playbook logs in the background. */
@NullMarked
package io.minerstack.memory.retention;

import org.jspecify.annotations.NullMarked;
