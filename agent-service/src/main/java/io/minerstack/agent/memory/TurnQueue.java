package io.minerstack.agent.memory;

import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.Tenant;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Stores turns, and lets no answer wait long for that: at most 2 s, and not at all while the memory is known to be
 * away. A turn that is not stored by then is stored behind the answer, until the request's deadline. The turns of one
 * conversation are stored in the order of their answers. The queue is bounded by the length of its texts.
 */
@Component
public class TurnQueue {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
    // time to write and send the reply
    private static final Duration REPLY_RESERVE = Duration.ofMillis(300);
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);
    private static final long DEFAULT_CHARACTERS = 20_000_000;

    private final Map<Conversation, Sinks.One<Boolean>> lastTurns = new ConcurrentHashMap<>();
    private final AtomicLong characters = new AtomicLong();
    private final MemoryClient memory;
    private final MemoryAvailability availability;
    private final Clock clock;
    private final long maxCharacters;

    @Autowired
    public TurnQueue(MemoryClient memory, MemoryAvailability availability, Clock clock) {
        this(memory, availability, clock, DEFAULT_CHARACTERS);
    }

    TurnQueue(MemoryClient memory, MemoryAvailability availability, Clock clock, long maxCharacters) {
        this.memory = memory;
        this.availability = availability;
        this.clock = clock;
        this.maxCharacters = maxCharacters;
    }

    /**
     * Stores a turn. True is a promise that the turn is stored; after false, the turn may still be stored, unless the
     * queue is full.
     */
    public Mono<Boolean> store(Turn turn) {
        return RequestContext.current().flatMap(context -> {
            long length = (long) turn.user().length() + turn.assistant().length();
            if (characters.addAndGet(length) > maxCharacters) {
                characters.addAndGet(-length);
                memory.turnRejected(context);
                return Mono.just(false);
            }
            boolean away = availability.isAway() || memory.isAwayForWrites();
            Mono<Boolean> stored = enqueue(context, turn, length);
            Duration left = context.deadline().remaining(clock).minus(REPLY_RESERVE);
            Duration wait = left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT;
            return away || !wait.isPositive() ? Mono.just(false) : stored.timeout(wait, Mono.just(false));
        });
    }

    /** The number of conversations with turns that are not stored yet. */
    public int pendingConversations() {
        return lastTurns.size();
    }

    /**
     * Starts to store the turn after the conversation's earlier turns. The result can be read any number of times.
     *
     * <p>The subscription is the exception that CONTRIBUTING.md allows: the write has to go on when the request ends or
     * its client leaves, so no chain of the request may own the write. The bounds are {@code maxCharacters} of text in
     * all writes together, and for each write the deadline of its request plus the timeout of one attempt. A write
     * never fails: an error is the result false. {@link TurnQueueShutdown} waits for the writes.
     */
    private Mono<Boolean> enqueue(RequestContext context, Turn turn, long length) {
        Conversation conversation = new Conversation(context.tenant(), turn.cid());
        Mono<Boolean> write = Mono.defer(() -> untilDeadline(context, turn))
                .onErrorReturn(false)
                .doFinally(end -> characters.addAndGet(-length))
                .contextWrite(context::into);
        Sinks.One<Boolean> result = Sinks.one();
        // a sink keeps its value only: a chain of publishers would keep every turn of a busy conversation
        Sinks.One<Boolean> last = lastTurns.put(conversation, result);
        (last == null ? write : last.asMono().then(write)).subscribe(stored -> {
            lastTurns.remove(conversation, result);
            result.tryEmitValue(stored);
        });
        return result.asMono();
    }

    /** Attempts to store the turn until the deadline; each attempt has the timeout of the memory client. */
    private Mono<Boolean> untilDeadline(RequestContext context, Turn turn) {
        return memory.storeTurn(turn).flatMap(attempt -> switch (attempt) {
            case STORED -> Mono.just(true);
            case REFUSED -> Mono.just(false);
            case UNAVAILABLE ->
                context.deadline().remaining(clock).compareTo(RETRY_PAUSE) > 0
                        ? Mono.delay(RETRY_PAUSE).then(Mono.defer(() -> untilDeadline(context, turn)))
                        : Mono.just(false);
        });
    }

    private record Conversation(@Nullable Tenant tenant, String cid) {}
}
