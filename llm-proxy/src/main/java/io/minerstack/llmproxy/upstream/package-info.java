/** The model servers: how one is asked, what it answered or how it failed, and whether it is worth asking now. */
@NullMarked
package io.minerstack.llmproxy.upstream;

import org.jspecify.annotations.NullMarked;
