package io.minerstack.standalone.inprocess;

import java.net.ConnectException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.HttpHandler;

/**
 * Where a service takes requests of the other services of this JVM. As its port does, it refuses requests before the
 * service has started and after its stop has begun, and a stop waits for the requests in progress.
 */
public final class ServiceEndpoint {

    private final String name;
    private final Set<InProcessExchange> inProgress = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Runnable> whenIdle = new AtomicReference<>();
    private volatile @Nullable HttpHandler handler;

    ServiceEndpoint(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void open(HttpHandler service) {
        handler = service;
    }

    boolean isOpen() {
        return handler != null;
    }

    /**
     * Refuses further requests.
     *
     * @param idle called once, when no request is in progress any more
     */
    void close(Runnable idle) {
        handler = null;
        whenIdle.set(idle);
        tellIfIdle();
    }

    /** Ends the requests that are still in progress: their callers get a {@link BrokenExchangeException}. */
    void breakOff() {
        inProgress.forEach(InProcessExchange::breakOff);
    }

    HttpHandler enter(InProcessExchange exchange) throws ConnectException {
        inProgress.add(exchange);
        HttpHandler service = handler;
        if (service == null) {
            leave(exchange);
            throw new ConnectException("Connection refused: " + name + " is not running");
        }
        return service;
    }

    void leave(InProcessExchange exchange) {
        inProgress.remove(exchange);
        if (handler == null) {
            tellIfIdle();
        }
    }

    private void tellIfIdle() {
        if (inProgress.isEmpty()) {
            Runnable idle = whenIdle.getAndSet(null);
            if (idle != null) {
                idle.run();
            }
        }
    }
}
