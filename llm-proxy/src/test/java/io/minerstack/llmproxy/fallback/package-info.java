/** Tests of retries and fallback. */
@NullMarked
package io.minerstack.llmproxy.fallback;

import org.jspecify.annotations.NullMarked;
