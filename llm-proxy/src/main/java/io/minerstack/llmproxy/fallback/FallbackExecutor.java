package io.minerstack.llmproxy.fallback;

import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.llmproxy.adapter.CallerRequest;
import io.minerstack.llmproxy.failure.FailureKind;
import io.minerstack.llmproxy.failure.UpstreamException;
import io.minerstack.llmproxy.provider.Provider;
import io.minerstack.llmproxy.replica.PromptPrefix;
import io.minerstack.servicesupport.context.Deadline;
import io.minerstack.servicesupport.context.DeadlineExceededException;
import io.minerstack.servicesupport.context.RequestContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.util.retry.Retry;

/**
 * Sends a request to the providers until one answers or {@link FallbackPolicy} gives up. Each attempt starts from the
 * caller's own request: no model has to continue the partial answer of another one.
 */
@Component
public class FallbackExecutor {

    private static final Duration OUTAGE_RETRY_DELAY = Duration.ofMillis(500);

    private final Clock clock;
    private final FallbackProperties settings;
    private final Hedging hedging;
    private final MeterRegistry registry;
    private final FallbackPolicy policy;

    FallbackExecutor(Clock clock, FallbackProperties settings, Hedging hedging, MeterRegistry registry) {
        this.clock = clock;
        this.settings = settings;
        this.hedging = hedging;
        this.registry = registry;
        this.policy =
                new FallbackPolicy(settings, new RetryPolicy(settings.maxRetryAfter(), () -> ThreadLocalRandom.current()
                        .nextDouble()));
    }

    /**
     * Fails with an {@link UpstreamException} when no provider answers, and with a {@link DeadlineExceededException}
     * when the time for a further attempt is over.
     *
     * @param providers in the order of fallback
     * @param request as the caller wrote it
     */
    public <T> Flux<T> execute(
            List<Provider> providers, CallerRequest request, RequestContext context, AttemptHandler<T> handler) {
        return Flux.defer(() -> {
            hedging.request();
            AtomicReference<@Nullable Deadline> outageEnd = new AtomicReference<>();
            return Flux.defer(() -> new FallbackRun<>(
                                    policy,
                                    hedging,
                                    registry,
                                    providers,
                                    () -> timeLeft(context),
                                    () -> context.timeToTarget(clock),
                                    request,
                                    context,
                                    handler,
                                    caller -> PromptPrefix.of(caller.body()))
                            .next())
                    .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, OUTAGE_RETRY_DELAY)
                            .filter(failure -> isOutage(failure, providers)
                                    && !handler.isCommitted()
                                    && !handler.hasSpareAnswer()
                                    && !isOver(outageEnd)))
                    .onErrorMap(UpstreamException.class, failure -> cause(failure, providers));
        });
    }

    /** The time for waiting out an outage begins at the first failure of one, not before a wait in a queue. */
    private boolean isOver(AtomicReference<@Nullable Deadline> outageEnd) {
        Deadline end = outageEnd.get();
        if (end == null) {
            outageEnd.set(Deadline.in(settings.outageTimeout(), clock));
            return !settings.outageTimeout().isPositive();
        }
        return end.hasPassed(clock);
    }

    /** A circuit that is open because the server refuses our configuration: the operator looks for that cause. */
    private static UpstreamException cause(UpstreamException failure, List<Provider> providers) {
        return failure.kind() == FailureKind.CIRCUIT_OPEN && providers.stream().allMatch(Provider::isMisconfigured)
                ? UpstreamException.temporary(
                        FailureKind.MISCONFIGURED, "circuit open after a refused configuration", failure.retryAfter())
                : failure;
    }

    /**
     * Whether no upstream can be reached: an upstream that restarts is back in a few seconds. An upstream that refuses
     * our configuration, or asked for a pause, is not down: waiting without asking would not help.
     */
    private static boolean isOutage(Throwable failure, List<Provider> providers) {
        return failure instanceof UpstreamException upstream
                && (upstream.kind() == FailureKind.UNREACHABLE || upstream.kind() == FailureKind.CIRCUIT_OPEN)
                && providers.stream()
                        .anyMatch(provider -> !provider.isMisconfigured()
                                && provider.retryAfter().isZero());
    }

    /** The time until the answer must be complete: the time to the deadline, less the time to send the answer. */
    public Duration timeLeft(RequestContext context) {
        Duration left = context.deadline().remaining(clock).minus(settings.responseReserve());
        return left.isNegative() ? Duration.ZERO : left;
    }
}
