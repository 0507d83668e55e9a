/** One model server: its state, its load, and the record of its exchanges. */
@NullMarked
package io.minerstack.llmproxy.upstream;

import org.jspecify.annotations.NullMarked;
