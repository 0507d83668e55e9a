package io.minerstack.agent.recall;

import io.minerstack.agent.recall.MemoryMetrics.Want;
import io.minerstack.hop.call.Call;
import io.minerstack.hop.call.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The memory as a component uses it: each use is bounded to a small share of the request's time, and a failure is an
 * outcome, counted and reported, never an error.
 */
@Component
public class Recall {

    private static final Logger log = LoggerFactory.getLogger(Recall.class);

    // a memory that is down must not cost every request its whole patience
    private static final int FAILURES_OF_AN_OUTAGE = 3;
    private static final Duration IN_AN_OUTAGE = Duration.ofMillis(250);

    private final AtomicInteger failuresInARow = new AtomicInteger();
    private final Memory memory;
    private final RecallProperties properties;
    private final MemoryMetrics metrics;
    private final Clock clock;

    public Recall(Memory memory, RecallProperties properties, MemoryMetrics metrics, Clock clock) {
        this.memory = memory;
        this.properties = properties;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** What is known of a conversation; nothing is asked where nothing is wanted. */
    public Mono<Recollection> before(String cid, boolean history, boolean playbook) {
        int messages = history ? properties.messages() : 0;
        if (messages == 0 && !playbook) {
            return Mono.just(Recollection.UNUSED);
        }
        return bounded(memory.recall(cid, messages, playbook), patience(properties.readTimeout()), 5)
                .onErrorResume(failure -> {
                    failed(Want.CONTEXT, failure);
                    return Mono.just(Recollection.UNAVAILABLE);
                });
    }

    /** Stores a turn; false where that failed. */
    public Mono<Boolean> store(Turn turn) {
        return bounded(memory.remember(turn).thenReturn(true), patience(properties.writeTimeout()), 1)
                .onErrorResume(failure -> {
                    failed(Want.TURN, failure);
                    return Mono.just(false);
                });
    }

    /** Applies what was learned; empty where that failed. */
    public Mono<Learned> learn(FeedbackBatch batch) {
        return bounded(memory.apply(batch), properties.writeTimeout().multipliedBy(2), 2)
                .onErrorResume(failure -> {
                    failed(Want.OPERATIONS, failure);
                    return Mono.empty();
                });
    }

    private <T> Mono<T> bounded(Mono<T> work, Duration most, int share) {
        return Call.current()
                .flatMap(call -> {
                    Duration left = call.deadline().remaining(clock).dividedBy(share);
                    Duration wait = left.compareTo(most) < 0 ? left : most;
                    Deadline until = Deadline.in(wait, clock);
                    return until.bound(work, clock).contextWrite(call.withDeadline(until)::into);
                })
                .doOnSuccess(done -> failuresInARow.set(0));
    }

    private Duration patience(Duration otherwise) {
        return failuresInARow.get() >= FAILURES_OF_AN_OUTAGE && otherwise.compareTo(IN_AN_OUTAGE) > 0
                ? IN_AN_OUTAGE
                : otherwise;
    }

    private void failed(Want want, Throwable failure) {
        metrics.failed(want);
        // an outage is worth a few lines, not one per request: the metric counts on
        if (failuresInARow.incrementAndGet() <= FAILURES_OF_AN_OUTAGE) {
            log.warn("the memory failed at {}: {}", want, kind(failure));
        }
    }

    private static String kind(Throwable failure) {
        return failure instanceof MemoryUnavailable unavailable
                ? String.valueOf(unavailable.getMessage())
                : failure.getClass().getSimpleName();
    }
}
