package io.minerstack.testsupport.http;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What a {@link ScriptedServer} has received. */
final class RequestRecorder {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();
    private final LinkedBlockingQueue<ReceivedRequest> untaken = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<ReceivedRequest> disconnects = new LinkedBlockingQueue<>();
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicLong bodyBytes = new AtomicLong();

    void started() {
        started.incrementAndGet();
    }

    void receivedBytes(long bytes) {
        bodyBytes.addAndGet(bytes);
    }

    void received(ReceivedRequest request) {
        requests.add(request);
        untaken.add(request);
    }

    void disconnected(ReceivedRequest request) {
        disconnects.add(request);
    }

    void clear() {
        requests.clear();
        untaken.clear();
        disconnects.clear();
        started.set(0);
        bodyBytes.set(0);
    }

    List<ReceivedRequest> requests() {
        return List.copyOf(requests);
    }

    ReceivedRequest take() {
        return await(untaken, "no request came");
    }

    int untakenCount() {
        return untaken.size();
    }

    int startedCount() {
        return started.get();
    }

    long bodyBytes() {
        return bodyBytes.get();
    }

    void awaitDisconnect() {
        await(disconnects, "no client went away");
    }

    private static <T> T await(LinkedBlockingQueue<T> queue, String otherwise) {
        try {
            T first = queue.poll(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS);
            if (first == null) {
                throw new AssertionError(otherwise + " within " + LONGEST_WAIT.toSeconds() + " s");
            }
            return first;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", stopped);
        }
    }
}
