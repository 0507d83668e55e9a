/** {@code GET /figures}: what the console's live charts show, for an operator's key alone. */
@NullMarked
package io.minerstack.gateway.figures;

import org.jspecify.annotations.NullMarked;
