package io.minerstack.agent.memory;

import io.minerstack.agent.client.OutageLog;
import io.minerstack.agent.memory.MemoryMetrics.Want;
import io.minerstack.servicesupport.context.Deadline;
import io.minerstack.servicesupport.context.LogContext;
import io.minerstack.servicesupport.context.RequestContext;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The memory as a component uses it: each use is bounded to a small share of the request's time, and a failure is an
 * outcome, counted and reported, never an error.
 */
@Component
public class MemoryClient {

    private static final Logger log = LoggerFactory.getLogger(MemoryClient.class);

    private static final Duration BRIEF_READ = Duration.ofMillis(250);
    private static final Duration BRIEF_WRITE = Duration.ofMillis(1_500);
    private static final Duration LEAST_FOR_A_TRY = Duration.ofMillis(200);
    // the reply still has to be written and to travel
    private static final Duration LAST_WORD = Duration.ofMillis(300);

    private final Map<Want, OutageLog> outages = new EnumMap<>(Want.class);
    private final MemoryTimeout reads;
    private final MemoryTimeout writes;
    private final MemoryApi memory;
    private final MemoryProperties properties;
    private final MemoryMetrics metrics;
    private final Clock clock;

    public MemoryClient(MemoryApi memory, MemoryProperties properties, MemoryMetrics metrics, Clock clock) {
        this.memory = memory;
        this.properties = properties;
        this.metrics = metrics;
        this.clock = clock;
        this.reads = new MemoryTimeout(properties.readTimeout(), BRIEF_READ, clock);
        this.writes = new MemoryTimeout(properties.writeTimeout(), BRIEF_WRITE, clock);
        for (Want want : Want.values()) {
            outages.put(want, new OutageLog());
        }
    }

    /** What is known of a conversation; nothing is asked where nothing is wanted. */
    public Mono<MemoryContext> before(String cid, boolean history, boolean playbook) {
        int messages = history ? properties.messages() : 0;
        if (messages == 0 && !playbook) {
            return Mono.just(MemoryContext.UNUSED);
        }
        return Mono.defer(() -> {
            Duration most = reads.next();
            return bounded(
                            Want.CONTEXT,
                            memory.recall(cid, messages, playbook),
                            left -> shorter(left.dividedBy(5), most))
                    .doOnSuccess(read -> reads.succeeded())
                    .doOnError(failure -> reads.failed(most))
                    .onErrorReturn(MemoryContext.UNAVAILABLE);
        });
    }

    /**
     * Stores a turn; false where that failed. A turn that is not stored is lost, so a memory that restarts is waited for and
     * asked again, as long as the reply can still go out in time. A repeat of what was stored after all does nothing.
     */
    public Mono<Boolean> store(Turn turn) {
        return Mono.defer(() -> {
            Duration most = writes.next();
            return bounded(
                            Want.TURN,
                            again(memory.remember(turn), 0).thenReturn(true),
                            left -> shorter(left.minus(LAST_WORD), most))
                    .doOnSuccess(stored -> writes.succeeded())
                    .doOnError(failure -> writes.failed(most))
                    .onErrorReturn(false);
        });
    }

    /** Applies what was learned; empty where that failed. */
    public Mono<FeedbackResult> learn(FeedbackSubmission batch) {
        return Mono.defer(() -> {
            Duration most = writes.next();
            return bounded(Want.OPERATIONS, again(memory.apply(batch), 0), left -> shorter(left.dividedBy(2), most))
                    .doOnSuccess(learned -> writes.succeeded())
                    .doOnError(failure -> writes.failed(most))
                    .onErrorResume(failure -> Mono.empty());
        });
    }

    /**
     * While there is time for one more. By hand and not by {@code retryWhen}, which sets up its whole machinery for the
     * many writes that need none of it.
     *
     * @param failures how often it failed so far
     */
    private <T> Mono<T> again(Mono<T> write, int failures) {
        return write.onErrorResume(MemoryUnavailableException.class, failure -> RequestContext.current()
                .flatMap(call -> {
                    Duration left = call.deadline().remaining(clock).minus(LEAST_FOR_A_TRY);
                    return failure.isPassing() && left.isPositive()
                            ? Mono.delay(Backoff.pause(failures + 1, failure.retryAfter(), left))
                                    .then(Mono.defer(() -> again(write, failures + 1)))
                            : Mono.error(failure);
                }));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private <T> Mono<T> bounded(Want want, Mono<T> work, UnaryOperator<Duration> share) {
        return RequestContext.current()
                .flatMap(call -> {
                    Deadline until = Deadline.in(share.apply(call.deadline().remaining(clock)), clock);
                    return until.bound(work, clock)
                            .contextWrite(call.withDeadline(until)::into)
                            .doOnError(failure -> failed(call, want, failure));
                })
                .doOnSuccess(done -> outage(want).over());
    }

    private void failed(RequestContext call, Want want, Throwable failure) {
        metrics.failed(want);
        if (outage(want).isNews()) {
            LogContext.with(call, () -> log.warn("the memory failed at {}: {}", want, kind(failure)));
        }
    }

    private OutageLog outage(Want want) {
        return Objects.requireNonNull(outages.get(want));
    }

    private static String kind(Throwable failure) {
        return failure instanceof MemoryUnavailableException unavailable
                ? String.valueOf(unavailable.getMessage())
                : failure.getClass().getSimpleName();
    }
}
