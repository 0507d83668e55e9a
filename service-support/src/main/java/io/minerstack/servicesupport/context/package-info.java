/** What travels with a request from hop to hop: its id, its tenant, its deadline and its trace. */
@NullMarked
package io.minerstack.servicesupport.context;

import org.jspecify.annotations.NullMarked;
