/** Errors on the wire: one translation at the edge of a service, as problem+json or in OpenAI's envelope. */
@NullMarked
package io.minerstack.servicesupport.problem;

import org.jspecify.annotations.NullMarked;
