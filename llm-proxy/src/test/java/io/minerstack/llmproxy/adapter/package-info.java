/** Tests of rewriting requests for one upstream. */
@NullMarked
package io.minerstack.llmproxy.adapter;

import org.jspecify.annotations.NullMarked;
