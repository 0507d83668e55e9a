package io.minerstack.llmproxy.completion;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.minerstack.llmproxy.failure.UpstreamException;
import io.minerstack.llmproxy.metering.LlmMeter;
import io.minerstack.llmproxy.provider.Provider;
import io.minerstack.servicesupport.context.DeadlineExceededException;
import java.time.Duration;

/** Counts how one caller's request ended. What failed attempts cost is not counted: nobody was answered with it. */
class CompletionMetrics {

    private final MeterRegistry registry;
    private final long started = System.nanoTime();

    CompletionMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void answered(Provider provider, TokenUsage usage, boolean part) {
        String outcome = part ? "partial" : "answered";
        provider.meters().answered(Duration.ofNanos(System.nanoTime() - started), outcome);
        provider.meters().tokens(usage.input(), usage.output(), usage.estimated());
        count(provider.name(), outcome);
    }

    void broken(Provider provider, Throwable failure) {
        provider.meters().answered(Duration.ofNanos(System.nanoTime() - started), outcome(failure));
        count(provider.name(), outcome(failure));
    }

    /** The caller left. */
    void cancelled() {
        count("none", "cancelled");
    }

    void failed(Throwable failure) {
        count("none", outcome(failure));
    }

    private static String outcome(Throwable failure) {
        return switch (failure) {
            case UpstreamException upstream -> upstream.kind().label();
            case DeadlineExceededException late -> "deadline";
            default -> "internal";
        };
    }

    private void count(String provider, String outcome) {
        LlmMeter.ANSWERS
                .counter(registry, Tags.of(LlmMeter.SHORT_PROVIDER, provider, LlmMeter.OUTCOME, outcome))
                .increment();
    }
}
