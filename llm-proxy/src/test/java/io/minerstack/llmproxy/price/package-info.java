/** Tests of the price table. */
@NullMarked
package io.minerstack.llmproxy.price;

import org.jspecify.annotations.NullMarked;
