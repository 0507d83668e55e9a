package io.minerstack.bench.fake;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What the fake saw: counters, and the last requests. */
class RequestLog {

    // enough for any test; a load run must not fill the heap
    private static final int KEPT = 1_000;

    final LongAdder attempts = new LongAdder();
    final LongAdder cancelled = new LongAdder();
    final AtomicInteger connections = new AtomicInteger();
    final AtomicInteger inFlight = new AtomicInteger();

    private final Deque<FakeRequest> requests = new ArrayDeque<>();

    synchronized void keep(FakeRequest request) {
        if (requests.size() == KEPT) {
            requests.removeFirst();
        }
        requests.addLast(request);
    }

    synchronized List<FakeRequest> requests() {
        return List.copyOf(requests);
    }

    synchronized void clear() {
        requests.clear();
        attempts.reset();
        cancelled.reset();
    }
}
