/** The errors that callers get, in the form of OpenAI error objects. */
@NullMarked
package io.minerstack.llmproxy.problem;

import org.jspecify.annotations.NullMarked;
