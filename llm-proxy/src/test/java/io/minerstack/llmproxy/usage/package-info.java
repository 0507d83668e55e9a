/** Tests of the usage ledger. */
@NullMarked
package io.minerstack.llmproxy.usage;

import org.jspecify.annotations.NullMarked;
