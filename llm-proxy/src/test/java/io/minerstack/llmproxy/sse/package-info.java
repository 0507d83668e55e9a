/** Tests of reading streamed responses. */
@NullMarked
package io.minerstack.llmproxy.sse;

import org.jspecify.annotations.NullMarked;
