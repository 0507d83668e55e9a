/** What the gateway says of itself: its name, its OpenAPI document and the page to try it on. */
@NullMarked
package io.minerstack.gateway.docs;

import org.jspecify.annotations.NullMarked;
