/** Tests of classifying failures. */
@NullMarked
package io.minerstack.llmproxy.failure;

import org.jspecify.annotations.NullMarked;
