/**
 * {@code GET /figures}: what the console's system page shows. An operator's key gets the figures of the whole stack,
 * another one those of its own tenant.
 */
@NullMarked
package io.minerstack.gateway.figures;

import org.jspecify.annotations.NullMarked;
