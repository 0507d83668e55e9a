package io.minerstack.llmproxy.fallback;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.minerstack.llmproxy.exchange.FirstTokenTimeout;
import io.minerstack.llmproxy.failure.UpstreamException;
import io.minerstack.llmproxy.fallback.FallbackPolicy;
import io.minerstack.llmproxy.fallback.RetryPolicy;
import io.minerstack.llmproxy.metering.LlmMeter;
import io.minerstack.llmproxy.provider.Provider;
import io.minerstack.llmproxy.sse.Chunk;
import io.minerstack.llmproxy.upstream.Upstream;
import io.minerstack.servicesupport.context.Deadline;
import io.minerstack.servicesupport.context.RequestContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes a request along the providers until one answers, the time is up or nobody is left. Each attempt starts from the
 * caller's own request: half an answer is never handed to another model to go on with.
 */
@Component
public class FallbackExecutor {

    private static final Duration OUTAGE_PAUSE = Duration.ofMillis(500);

    private final Clock clock;
    private final FallbackProperties settings;
    private final RetryPolicy retries;
    private final MeterRegistry registry;

    FallbackExecutor(Clock clock, FallbackProperties settings, MeterRegistry registry) {
        this.clock = clock;
        this.settings = settings;
        this.registry = registry;
        this.retries = new RetryPolicy(
                settings.patientWait(), () -> ThreadLocalRandom.current().nextDouble());
    }

    /** What a caller makes of the attempts. */
    public interface Attempts<T> {

        /** Turns one attempt's events into what the caller gets. */
        Flux<T> from(Provider provider, Flux<Chunk> chunks);

        /** Whether the caller has seen some of it: then no other attempt may follow. */
        boolean committed();
    }

    /**
     * Fails with an {@link UpstreamException} when nobody answers, and with {@code DeadlineExceeded} when there is no time
     * to try further.
     *
     * @param providers in the order of fallback
     * @param request as the caller wrote it
     */
    public <T> Flux<T> take(List<Provider> providers, ObjectNode request, RequestContext call, Attempts<T> attempts) {
        return Flux.defer(() -> {
            Deadline patience = Deadline.in(settings.outageWait(), clock);
            return Flux.defer(() -> step(
                            new FallbackPolicy(providers, call.deadline(), clock, settings, retries),
                            null,
                            request,
                            call,
                            attempts))
                    .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, OUTAGE_PAUSE)
                            .filter(failure ->
                                    isOutage(failure) && !attempts.committed() && !patience.hasPassed(clock)));
        });
    }

    /** Nobody is there: a server that is being started again will be, in a few seconds. */
    private static boolean isOutage(Throwable failure) {
        return failure instanceof UpstreamException upstream
                && switch (upstream.kind()) {
                    case UNREACHABLE, LEFT_ALONE -> true;
                    default -> false;
                };
    }

    /** What is left of a call's time, less what it takes to get the answer out. */
    public Duration budget(RequestContext call) {
        Duration left = call.deadline().remaining(clock).minus(settings.reserve());
        return left.isNegative() ? Duration.ZERO : left;
    }

    private <T> Flux<T> step(
            FallbackPolicy walk,
            @org.jspecify.annotations.Nullable Provider before,
            ObjectNode request,
            RequestContext call,
            Attempts<T> attempts) {
        return switch (walk.next()) {
            case NextAction.GiveUp(RuntimeException failure) -> Flux.error(failure);
            case NextAction.Ask(
                    Provider provider,
                    Upstream upstream,
                    Duration pause,
                    Duration queueWait,
                    FirstTokenTimeout patience) -> {
                if (before != null && before != provider) {
                    fellBack(before, provider);
                }
                Flux<T> attempt = provider.admit(
                                queueWait, attempts.from(provider, upstream.ask(request, call, patience)))
                        .onErrorResume(UpstreamException.class, failure -> {
                            if (attempts.committed()) {
                                return Flux.error(failure);
                            }
                            walk.failed(failure);
                            return step(walk, provider, request, call, attempts);
                        });
                yield pause.isZero() ? attempt : Mono.delay(pause).thenMany(attempt);
            }
        };
    }

    private void fellBack(Provider from, Provider to) {
        LlmMeter.FALLBACKS
                .counter(registry, Tags.of(LlmMeter.FROM, from.name(), LlmMeter.TO, to.name()))
                .increment();
    }
}
