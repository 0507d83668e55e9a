/** Which of several model servers with the same model gets a request: by load, and by the beginning of its prompt. */
@NullMarked
package io.minerstack.llmproxy.replica;

import org.jspecify.annotations.NullMarked;
