package io.minerstack.bench.fake;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counts requests and connections, and records the last requests. */
class RequestLog {

    /** More than any test sends; the limit keeps a load run from filling the heap. */
    private static final int CAPACITY = 1_000;

    final LongAdder attempts = new LongAdder();
    final LongAdder cancelled = new LongAdder();
    final AtomicInteger connections = new AtomicInteger();
    final AtomicInteger inFlight = new AtomicInteger();

    private final Deque<FakeRequest> requests = new ArrayDeque<>();

    synchronized void record(FakeRequest request) {
        if (requests.size() == CAPACITY) {
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
