/** Tests of the state of one model server. */
@NullMarked
package io.minerstack.llmproxy.upstream;

import org.jspecify.annotations.NullMarked;
