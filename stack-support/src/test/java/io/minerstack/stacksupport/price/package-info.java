/** Tests of the price table. */
@NullMarked
package io.minerstack.stacksupport.price;

import org.jspecify.annotations.NullMarked;
