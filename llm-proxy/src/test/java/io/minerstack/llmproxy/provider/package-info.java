/** Tests of providers and their settings. */
@NullMarked
package io.minerstack.llmproxy.provider;

import org.jspecify.annotations.NullMarked;
