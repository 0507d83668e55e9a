/** Takes a user's feedback with the operations that were read from it, and answers with what the playbook took. */
@NullMarked
package io.minerstack.memory.playbook.feedback;

import org.jspecify.annotations.NullMarked;
