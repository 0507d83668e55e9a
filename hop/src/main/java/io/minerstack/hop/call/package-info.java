/** What travels with a request from hop to hop: its id, its tenant, its deadline and its trace. */
@NullMarked
package io.minerstack.hop.call;

import org.jspecify.annotations.NullMarked;
