/** The table of the public API: which paths there are, what they take and who may call them. */
@NullMarked
package io.minerstack.gateway.endpoint;

import org.jspecify.annotations.NullMarked;
