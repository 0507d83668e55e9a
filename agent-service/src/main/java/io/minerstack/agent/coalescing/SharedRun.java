package io.minerstack.agent.coalescing;

import io.minerstack.agent.coalescing.FinishedAnswers.TenantKey;
import io.minerstack.servicesupport.context.Deadline;
import io.minerstack.servicesupport.context.RequestContext;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.MonoSink;

/**
 * One run and the callers that wait for it. {@link RequestCoalescer} guards the state with its lock, but for {@link
 * #context()}.
 */
class SharedRun {

    /** More names for one operation than any client needs; further ones are not replayed. */
    private static final int MAX_KEYS = 100;

    private final RequestFingerprint request;
    private final RequestContext firstCaller;
    private final Set<Waiter> waiters = new LinkedHashSet<>();
    private final Set<TenantKey> keys = new HashSet<>();
    private final Disposable.Swap subscription = Disposables.swap();

    private volatile Deadline deadline;
    private boolean committed;
    private boolean ended;

    /** A run that works under the request id of its first caller. */
    SharedRun(RequestFingerprint request, RequestContext firstCaller) {
        this.request = request;
        this.firstCaller = firstCaller;
        this.deadline = firstCaller.deadline();
    }

    /**
     * A caller that waits for the answer.
     *
     * @param sink gets the answer
     * @param deadline of the caller
     * @param source what the caller is told about the answer's origin
     */
    record Waiter(MonoSink<ReceivedAnswer> sink, Deadline deadline, ReceivedAnswer.Source source) {

        // two callers are never the same one
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    RequestFingerprint request() {
        return request;
    }

    /** The first caller's context with the latest deadline of all callers that wait now. */
    RequestContext context() {
        return firstCaller.withDeadline(deadline);
    }

    void add(Waiter waiter) {
        waiters.add(waiter);
        updateDeadline();
    }

    /** Removes a caller that left. Returns whether nobody waits any more. */
    boolean remove(Waiter waiter) {
        waiters.remove(waiter);
        updateDeadline();
        return waiters.isEmpty();
    }

    private void updateDeadline() {
        waiters.stream()
                .map(Waiter::deadline)
                .max(Comparator.comparing(Deadline::at))
                .ifPresent(latest -> deadline = latest);
    }

    /** The answer will be kept under this name. Returns false if the run has too many names. */
    boolean name(TenantKey key) {
        return keys.size() < MAX_KEYS && keys.add(key);
    }

    Set<TenantKey> keys() {
        return keys;
    }

    List<Waiter> waiters() {
        return List.copyOf(waiters);
    }

    /** Keeps the run from being cancelled. Returns false if it has ended. */
    boolean commit() {
        committed = !ended;
        return committed;
    }

    boolean isCommitted() {
        return committed;
    }

    /** Marks the end. Returns false if the run had ended before. */
    boolean end() {
        boolean first = !ended;
        ended = true;
        return first;
    }

    boolean hasEnded() {
        return ended;
    }

    Disposable.Swap subscription() {
        return subscription;
    }
}
