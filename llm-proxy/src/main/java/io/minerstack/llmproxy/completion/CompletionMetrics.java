package io.minerstack.llmproxy.completion;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.minerstack.llmproxy.failure.UpstreamException;
import io.minerstack.llmproxy.metering.LlmMeter;
import io.minerstack.llmproxy.provider.Provider;
import io.minerstack.servicesupport.context.DeadlineExceededException;
import java.time.Duration;

/** Counts the end of one caller's request. Tokens of failed attempts are not counted, because no caller got them. */
class CompletionMetrics {

    private static final String NO_PROVIDER = "none";

    private final MeterRegistry registry;
    private final long started = System.nanoTime();

    CompletionMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void answered(Provider provider, TokenUsage usage, boolean partial) {
        String outcome = partial ? "partial" : "answered";
        provider.meters().answered(elapsed(), outcome);
        provider.meters().tokens(usage.input(), usage.output(), usage.estimated());
        count(provider.name(), outcome);
    }

    /** The stream of a caller ended with an error event. */
    void interrupted(Provider provider, Throwable failure) {
        provider.meters().answered(elapsed(), outcome(failure));
        count(provider.name(), outcome(failure));
    }

    /** The caller closed the connection. */
    void cancelled() {
        count(NO_PROVIDER, "cancelled");
    }

    void failed(Throwable failure) {
        count(NO_PROVIDER, outcome(failure));
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - started);
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
