/** The usage ledger: tokens and money by key, day, provider and model, written in batches. */
@NullMarked
package io.minerstack.llmproxy.usage;

import org.jspecify.annotations.NullMarked;
