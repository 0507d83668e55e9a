/** What follows a failure: a retry, the next provider, or giving up; and how long each attempt may take. */
@NullMarked
package io.minerstack.llmproxy.fallback;

import org.jspecify.annotations.NullMarked;
