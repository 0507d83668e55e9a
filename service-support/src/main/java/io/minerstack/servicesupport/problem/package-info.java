/** Error responses: one place turns exceptions into bodies of problem+json or of OpenAI's format. */
@NullMarked
package io.minerstack.servicesupport.problem;

import org.jspecify.annotations.NullMarked;
