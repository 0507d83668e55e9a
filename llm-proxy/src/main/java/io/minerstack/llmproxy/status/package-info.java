/** The state of the providers and the list of models, answered from memory. */
@NullMarked
package io.minerstack.llmproxy.status;

import org.jspecify.annotations.NullMarked;
