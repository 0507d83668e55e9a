package io.minerstack.servicesupport.tracing;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Sends spans to the collector, in the background and in batches. A collector that does not answer loses spans and
 * delays no request; when the service stops, the last ones are waited for no longer than the time-out.
 */
record SpanExport(SdkTracerProvider provider, Duration timeout) implements AutoCloseable {

    Tracer tracer(String scope) {
        return provider.get(scope);
    }

    @Override
    public void close() {
        provider.shutdown().join(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }
}
