/** What tokens cost: the price table of the configuration. */
@NullMarked
package io.minerstack.llmproxy.price;

import org.jspecify.annotations.NullMarked;
