/** Tests of the package of the same name. */
@NullMarked
package io.minerstack.llmproxy.discovery;

import org.jspecify.annotations.NullMarked;
