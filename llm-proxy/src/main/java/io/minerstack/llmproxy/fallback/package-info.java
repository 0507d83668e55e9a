/** Which provider is asked, how often, how long it is waited for, and which comes next. */
@NullMarked
package io.minerstack.llmproxy.fallback;

import org.jspecify.annotations.NullMarked;
