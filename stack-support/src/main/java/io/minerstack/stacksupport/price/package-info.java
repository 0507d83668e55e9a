/** What tokens cost: the price table of {@code LLM_PRICES}. */
@NullMarked
package io.minerstack.stacksupport.price;

import org.jspecify.annotations.NullMarked;
