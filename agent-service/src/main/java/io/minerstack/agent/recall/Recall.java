package io.minerstack.agent.recall;

import io.minerstack.agent.recall.MemoryMetrics.Want;
import io.minerstack.hop.call.Call;
import io.minerstack.hop.call.CallLog;
import io.minerstack.hop.call.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
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

    private static final int FAILURES_TOLD = 3;

    private final Map<Want, AtomicInteger> failuresInARow = new EnumMap<>(Want.class);
    private final ReadPatience patience;
    private final Memory memory;
    private final RecallProperties properties;
    private final MemoryMetrics metrics;
    private final Clock clock;

    public Recall(Memory memory, RecallProperties properties, MemoryMetrics metrics, Clock clock) {
        this.memory = memory;
        this.properties = properties;
        this.metrics = metrics;
        this.clock = clock;
        this.patience = new ReadPatience(properties.readTimeout(), clock);
        for (Want want : Want.values()) {
            failuresInARow.put(want, new AtomicInteger());
        }
    }

    /** What is known of a conversation; nothing is asked where nothing is wanted. */
    public Mono<Recollection> before(String cid, boolean history, boolean playbook) {
        int messages = history ? properties.messages() : 0;
        if (messages == 0 && !playbook) {
            return Mono.just(Recollection.UNUSED);
        }
        return Mono.defer(() -> {
            Duration most = patience.next();
            return bounded(Want.CONTEXT, memory.recall(cid, messages, playbook), most, 5)
                    .doOnSuccess(read -> patience.succeeded())
                    .doOnError(failure -> patience.failed(most))
                    .onErrorReturn(Recollection.UNAVAILABLE);
        });
    }

    /** Stores a turn; false where that failed. A turn that is not stored is lost, so the wait is never cut short. */
    public Mono<Boolean> store(Turn turn) {
        return bounded(Want.TURN, memory.remember(turn).thenReturn(true), properties.writeTimeout(), 1)
                .onErrorReturn(false);
    }

    /** Applies what was learned; empty where that failed. */
    public Mono<Learned> learn(FeedbackBatch batch) {
        return bounded(
                        Want.OPERATIONS,
                        memory.apply(batch),
                        properties.writeTimeout().multipliedBy(2),
                        2)
                .onErrorResume(failure -> Mono.empty());
    }

    private <T> Mono<T> bounded(Want want, Mono<T> work, Duration most, int share) {
        return Call.current()
                .flatMap(call -> {
                    Duration left = call.deadline().remaining(clock).dividedBy(share);
                    Duration wait = left.compareTo(most) < 0 ? left : most;
                    Deadline until = Deadline.in(wait, clock);
                    return until.bound(work, clock)
                            .contextWrite(call.withDeadline(until)::into)
                            .doOnError(failure -> failed(call, want, failure));
                })
                .doOnSuccess(done -> failures(want).set(0));
    }

    private void failed(Call call, Want want, Throwable failure) {
        metrics.failed(want);
        // an outage is worth a few lines, not one per request: the metric counts on
        if (failures(want).incrementAndGet() <= FAILURES_TOLD) {
            CallLog.with(call, () -> log.warn("the memory failed at {}: {}", want, kind(failure)));
        }
    }

    private AtomicInteger failures(Want want) {
        return Objects.requireNonNull(failuresInARow.get(want));
    }

    private static String kind(Throwable failure) {
        return failure instanceof MemoryUnavailable unavailable
                ? String.valueOf(unavailable.getMessage())
                : failure.getClass().getSimpleName();
    }
}
