/** Tests of outcomes of component calls. */
@NullMarked
package io.minerstack.gateway.outcome;

import org.jspecify.annotations.NullMarked;
