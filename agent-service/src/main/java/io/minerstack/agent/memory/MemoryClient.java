package io.minerstack.agent.memory;

import io.minerstack.agent.client.OutageLog;
import io.minerstack.agent.memory.MemoryMetrics.MemoryOperation;
import io.minerstack.agent.stage.Stage;
import io.minerstack.agent.stage.StageTimes;
import io.minerstack.servicesupport.client.Backoff;
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
 * Reads from and writes to memory-service within a part of the request's time. A failure is counted, logged and
 * reported as a result, never as an error, because an answer must not depend on the memory.
 */
@Component
public class MemoryClient {

    private static final Logger log = LoggerFactory.getLogger(MemoryClient.class);

    private static final Duration OUTAGE_READ_TIMEOUT = Duration.ofMillis(250);
    private static final Duration OUTAGE_WRITE_TIMEOUT = Duration.ofMillis(1_500);
    private static final int READ_SHARE = 5;
    private static final int FEEDBACK_SHARE = 2;
    // a retry with less time than this could not succeed
    private static final Duration MIN_ATTEMPT_TIME = Duration.ofMillis(200);
    // time to write and send the reply after the turn was stored
    private static final Duration REPLY_RESERVE = Duration.ofMillis(300);

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(2), 0.5);

    private final Map<MemoryOperation, OutageLog> outages = new EnumMap<>(MemoryOperation.class);
    private final MemoryTimeout readTimeout;
    private final MemoryTimeout writeTimeout;
    private final MemoryApi memory;
    private final MemoryProperties properties;
    private final MemoryMetrics metrics;
    private final MemoryAvailability availability;
    private final Clock clock;

    public MemoryClient(
            MemoryApi memory,
            MemoryProperties properties,
            MemoryMetrics metrics,
            MemoryAvailability availability,
            Clock clock) {
        this.memory = memory;
        this.properties = properties;
        this.metrics = metrics;
        this.availability = availability;
        this.clock = clock;
        this.readTimeout = new MemoryTimeout(properties.readTimeout(), OUTAGE_READ_TIMEOUT, clock);
        this.writeTimeout = new MemoryTimeout(properties.writeTimeout(), OUTAGE_WRITE_TIMEOUT, clock);
        for (MemoryOperation operation : MemoryOperation.values()) {
            outages.put(operation, new OutageLog());
        }
    }

    /**
     * The last {@code SMART_HISTORY_COUNT} messages and the active playbook entries of a conversation, each where it is
     * needed. Takes at most {@code min(MEMORY_READ_TIMEOUT, time left / 5)}.
     */
    public Mono<MemoryContext> readContext(String cid, boolean history, boolean playbook) {
        int messages = history ? properties.messages() : 0;
        if (messages == 0 && !playbook) {
            return Mono.just(MemoryContext.UNUSED);
        }
        Mono<MemoryContext> read = within(
                readTimeout,
                MemoryOperation.CONTEXT,
                memory.readContext(cid, messages, playbook),
                left -> left.dividedBy(READ_SHARE));
        return StageTimes.measure(Stage.MEMORY_READ, read).onErrorReturn(MemoryContext.UNAVAILABLE);
    }

    /**
     * Stores a turn. A failed attempt is repeated while there is time for the reply, because a turn that is not stored
     * is lost. memory-service stores a repeated turn only once.
     */
    Mono<StoreResult> storeTurn(Turn turn) {
        return within(
                        writeTimeout,
                        MemoryOperation.TURN,
                        withRetries(memory.storeTurn(turn), 0).thenReturn(StoreResult.STORED),
                        left -> left.minus(REPLY_RESERVE))
                .onErrorResume(failure -> Mono.just(StoreResult.of(failure)));
    }

    /** Whether the last writes failed, so that the next one will probably fail, too. */
    boolean isAwayForWrites() {
        return writeTimeout.isOutage();
    }

    /** Counts and logs a turn that is not even tried to store, because too many turns wait. */
    void turnRejected(RequestContext context) {
        failed(context, MemoryOperation.TURN, new MemoryUnavailableException("too many turns wait", false));
    }

    /** Applies feedback to the playbook; empty where that failed. Failed attempts are repeated while there is time. */
    public Mono<FeedbackResult> submitFeedback(FeedbackSubmission submission) {
        Mono<FeedbackResult> submitted = within(
                writeTimeout,
                MemoryOperation.OPERATIONS,
                withRetries(memory.submitFeedback(submission), 0),
                left -> left.dividedBy(FEEDBACK_SHARE));
        return StageTimes.measure(Stage.MEMORY_WRITE, submitted).onErrorResume(failure -> Mono.empty());
    }

    /**
     * Runs a call until the shorter of the adaptive timeout and a share of the request's time.
     *
     * @param share the call's share of the time that is left until the request's deadline
     */
    private <T> Mono<T> within(
            MemoryTimeout timeout, MemoryOperation operation, Mono<T> call, UnaryOperator<Duration> share) {
        return RequestContext.current().flatMap(context -> {
            // polls find out when memory-service is back: no caller has to wait for that
            Duration limit = availability.isAway() ? timeout.duringOutage() : timeout.next();
            Duration left = share.apply(context.deadline().remaining(clock));
            Deadline deadline = Deadline.in(left.compareTo(limit) < 0 ? left : limit, clock);
            return deadline.bound(call, clock)
                    .contextWrite(context.withDeadline(deadline)::into)
                    .doOnSuccess(done -> {
                        timeout.succeeded();
                        outage(operation).recordSuccess();
                    })
                    .doOnError(failure -> {
                        timeout.failed(limit);
                        failed(context, operation, failure);
                    });
        });
    }

    /**
     * Repeats a write after a transient failure. This is not {@code retryWhen}, whose set-up costs time in the many
     * writes that need no retry.
     *
     * @param failures number of failed attempts so far
     */
    private <T> Mono<T> withRetries(Mono<T> write, int failures) {
        return write.onErrorResume(MemoryUnavailableException.class, failure -> RequestContext.current()
                .flatMap(context -> {
                    Duration longest = context.deadline().remaining(clock).minus(MIN_ATTEMPT_TIME);
                    return failure.isTransient() && longest.isPositive()
                            ? Mono.delay(BACKOFF.pause(failures + 1, failure.retryAfter(), longest))
                                    .then(Mono.defer(() -> withRetries(write, failures + 1)))
                            : Mono.error(failure);
                }));
    }

    private void failed(RequestContext context, MemoryOperation operation, Throwable failure) {
        metrics.failed(operation);
        if (outage(operation).recordFailure()) {
            LogContext.with(
                    context, () -> log.warn("memory-service: {} call failed: {}", operation.label(), reason(failure)));
        }
    }

    private OutageLog outage(MemoryOperation operation) {
        return Objects.requireNonNull(outages.get(operation));
    }

    /** What became of a turn. */
    enum StoreResult {
        STORED,
        /** memory-service does not take the turn, and would not take it later. */
        REFUSED,
        /** memory-service could not be reached in time; a later attempt can succeed. */
        UNAVAILABLE;

        static StoreResult of(Throwable failure) {
            return failure instanceof MemoryUnavailableException unavailable && !unavailable.isTransient()
                    ? REFUSED
                    : UNAVAILABLE;
        }
    }

    private static String reason(Throwable failure) {
        return failure instanceof MemoryUnavailableException unavailable
                ? String.valueOf(unavailable.getMessage())
                : failure.getClass().getSimpleName();
    }
}
