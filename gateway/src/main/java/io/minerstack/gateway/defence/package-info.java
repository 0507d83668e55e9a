/** What a request may look like and how many may be under way, before it reaches anything that costs. */
@NullMarked
package io.minerstack.gateway.defence;

import org.jspecify.annotations.NullMarked;
