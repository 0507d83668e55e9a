package io.minerstack.servicesupport.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ReportedSpanExporterTests {

    private static final String AWAY = "the collector at a-collector does not take spans";
    private static final String BACK = "the collector at a-collector takes spans again";

    private final FakeExporter collector = new FakeExporter();
    private final ReportedSpanExporter exporter =
            new ReportedSpanExporter(collector, "a-collector", LoggerFactory.getLogger(getClass()));

    @Test
    void reportsEachOutageOnceAndItsEnd(CapturedOutput output) {
        export(true, false, false, false, true, true, false);

        assertThat(output.getAll().lines().filter(line -> line.contains(AWAY))).hasSize(2);
        assertThat(output.getAll().lines().filter(line -> line.contains(BACK))).hasSize(1);
    }

    @Test
    void reportsNothingWhileTheCollectorTakesSpans(CapturedOutput output) {
        export(true, true);

        assertThat(output.getAll()).doesNotContain(AWAY, BACK);
    }

    private void export(boolean... successes) {
        for (boolean success : successes) {
            collector.success = success;
            assertThat(exporter.export(List.of()).isSuccess()).isEqualTo(success);
        }
    }

    private static final class FakeExporter implements SpanExporter {

        private boolean success;

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            return success ? CompletableResultCode.ofSuccess() : CompletableResultCode.ofFailure();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
