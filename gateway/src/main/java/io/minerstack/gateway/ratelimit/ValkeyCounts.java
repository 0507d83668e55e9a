package io.minerstack.gateway.ratelimit;

import io.minerstack.servicesupport.client.Poller;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;

/**
 * Counts in Valkey while Valkey answers. A poll looks at Valkey once a second and connects again where needed, so no
 * request ever waits to find out whether a dead server is back.
 */
class ValkeyCounts implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ValkeyCounts.class);

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(3);
    /** Requests that get no count in time before no further request tries: one alone may be a pause of this JVM. */
    private static final int FAILURES_IN_A_ROW = 3;

    private final ValkeyConnector connector;
    private final ValkeyMetrics metrics;
    private final Poller poller;
    private final AtomicInteger failures = new AtomicInteger();

    /** The session that requests use; null while Valkey is down. */
    private final AtomicReference<@Nullable ValkeySession> usable = new AtomicReference<>();
    /** Whether the outage that is under way has its log line. */
    private boolean outageLogged;

    ValkeyCounts(ValkeyConnector connector, ValkeyMetrics metrics) {
        this.connector = connector;
        this.metrics = metrics;
        this.poller = Poller.every(INTERVAL, LOG, "valkey", this::check)
                .timeout(CHECK_TIMEOUT.multipliedBy(2))
                .build();
    }

    /**
     * Counts one request, together with all gateways that use the same server.
     *
     * @return empty while Valkey is down; empty, too, if Valkey does not answer this request in time
     */
    Mono<RateLimitDecision> take(BucketKey key) {
        ValkeySession session = usable.get();
        if (session == null) {
            return Mono.empty();
        }
        if (!session.isOpen()) {
            down(session, "the connection was closed");
            return Mono.empty();
        }
        return session.take(key).doOnNext(decision -> failures.set(0)).onErrorResume(failure -> {
            failed(session, failure);
            return Mono.empty();
        });
    }

    private void failed(ValkeySession session, Throwable failure) {
        metrics.countFailure();
        if (failures.incrementAndGet() >= FAILURES_IN_A_ROW || !session.isOpen()) {
            down(session, ValkeyFailure.inWords(failure));
        }
    }

    /** Looks whether Valkey counts. Never fails: this class logs an outage itself, with what follows from it. */
    private Mono<Void> check() {
        ValkeySession session = usable.get();
        return session == null ? connect() : probe(session);
    }

    private Mono<Void> probe(ValkeySession session) {
        return session.probe().onErrorResume(failure -> {
            down(session, ValkeyFailure.inWords(failure));
            return Mono.empty();
        });
    }

    private Mono<Void> connect() {
        return connector
                .connect()
                .flatMap(session -> session.probe()
                        .doOnSuccess(counted -> up(session))
                        .doOnError(failure -> session.close())
                        .doOnCancel(session::close))
                .timeout(CHECK_TIMEOUT)
                .onErrorResume(failure -> {
                    logOutage(ValkeyFailure.inWords(failure));
                    return Mono.empty();
                });
    }

    private synchronized void up(ValkeySession session) {
        failures.set(0);
        usable.set(session);
        metrics.setDown(false);
        outageLogged = false;
        LOG.info("valkey {}: connected, rate limits are shared with the other gateways", connector.address());
    }

    private void down(ValkeySession session, String cause) {
        if (usable.compareAndSet(session, null)) {
            session.close();
            logOutage(cause);
        }
    }

    private synchronized void logOutage(String cause) {
        metrics.setDown(true);
        if (!outageLogged) {
            outageLogged = true;
            LOG.warn(
                    "valkey {}: {}. This gateway counts rate limits by itself until Valkey is back",
                    connector.address(),
                    cause);
        }
    }

    /** Waits for the first look, so that the first requests are counted together, too. No event loop starts beans. */
    @Override
    public void start() {
        check().toFuture().join();
        poller.start();
    }

    @Override
    public void stop() {
        poller.stop();
        ValkeySession session = usable.getAndSet(null);
        if (session != null) {
            session.close();
        }
        connector.close();
    }

    @Override
    public boolean isRunning() {
        return poller.isRunning();
    }

    /** Starts before the web server and stops after it. */
    @Override
    public int getPhase() {
        return 0;
    }
}
