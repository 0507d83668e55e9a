/** Proves how one server is asked and read. */
@NullMarked
package io.minerstack.llmproxy.upstream;

import org.jspecify.annotations.NullMarked;
