/** Spans of requests, for an OpenTelemetry collector. Nothing of it exists while no collector is set. */
@NullMarked
package io.minerstack.servicesupport.tracing;

import org.jspecify.annotations.NullMarked;
