/** Tests of a component call and the report about it. */
@NullMarked
package io.minerstack.gateway.componentcall;

import org.jspecify.annotations.NullMarked;
