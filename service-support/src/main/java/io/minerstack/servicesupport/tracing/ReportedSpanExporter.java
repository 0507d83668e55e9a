package io.minerstack.servicesupport.tracing;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;

/** Logs one line when the collector stops taking spans, and one when it takes them again. */
class ReportedSpanExporter implements SpanExporter {

    private final SpanExporter exporter;
    private final String host;
    private final Logger log;
    private final AtomicBoolean away = new AtomicBoolean();

    /**
     * An exporter whose collector is taken to be there.
     *
     * @param host where the spans go
     */
    ReportedSpanExporter(SpanExporter exporter, String host, Logger log) {
        this.exporter = exporter;
        this.host = host;
        this.log = log;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = exporter.export(spans);
        return result.whenComplete(() -> report(result.isSuccess()));
    }

    private void report(boolean success) {
        if (success) {
            if (away.compareAndSet(true, false)) {
                log.info("traces: the collector at {} takes spans again", host);
            }
        } else if (away.compareAndSet(false, true)) {
            log.warn("traces: the collector at {} does not take spans, which are lost until it does", host);
        }
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
