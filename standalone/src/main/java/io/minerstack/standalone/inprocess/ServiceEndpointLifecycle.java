package io.minerstack.standalone.inprocess;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.server.reactive.HttpHandler;

/** Opens a service's endpoint when its port is open, and closes it while the port's last requests are answered. */
public final class ServiceEndpointLifecycle implements SmartLifecycle, AutoCloseable {

    private final ServiceEndpoint endpoint;
    private final HttpHandler handler;

    public ServiceEndpointLifecycle(ServiceEndpoint endpoint, HttpHandler handler) {
        this.endpoint = endpoint;
        this.handler = handler;
    }

    @Override
    public void start() {
        endpoint.open(handler);
    }

    @Override
    public void stop() {
        endpoint.close(() -> {});
    }

    @Override
    public void stop(Runnable stopped) {
        endpoint.close(stopped);
    }

    @Override
    public boolean isRunning() {
        return endpoint.isOpen();
    }

    @Override
    public int getPhase() {
        return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE;
    }

    /** Ends what is still in progress when the time for a graceful stop is over. */
    @Override
    public void close() {
        endpoint.breakOff();
    }
}
