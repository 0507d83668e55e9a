package io.minerstack.llmproxy.usage;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.minerstack.llmproxy.metering.LlmMeter;
import io.minerstack.servicesupport.client.Poller;
import io.minerstack.servicesupport.shutdown.ShutdownWait;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.context.LifecycleProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Writes usage to the ledger in batches, so that no request waits for it. What is not written when the database stays
 * away until the end of this process, or when too many rows wait, is lost and counted.
 */
@Component
public class UsageRecorder implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(UsageRecorder.class);
    /** 2,000 keys on five models; more only where the database is away for days. */
    private static final int MAX_ROWS = 10_000;

    private final UsageStore store;
    private final UsageBuffer buffer = new UsageBuffer(MAX_ROWS);
    private final Poller poller;
    private final Clock clock;
    private final Counter lost;
    private final Duration stopLimit;

    @Autowired
    UsageRecorder(
            UsageStore store,
            UsageProperties properties,
            LifecycleProperties lifecycle,
            MeterRegistry registry,
            Clock clock) {
        this(store, properties.flushInterval(), ShutdownWait.limit(lifecycle), registry, clock);
    }

    UsageRecorder(UsageStore store, Duration interval, Duration stopLimit, MeterRegistry registry, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.stopLimit = stopLimit;
        this.lost = LlmMeter.USAGE_LOST.counter(registry, Tags.empty());
        LlmMeter.USAGE_PENDING.gauge(registry, Tags.empty(), buffer, UsageBuffer::size);
        this.poller = Poller.every(interval, log, "usage ledger", this::flush)
                .timeout(Duration.ofSeconds(30))
                .build();
    }

    /** Adds the usage of an attempt. Does nothing without a database. */
    public void record(String keyId, String keyName, String provider, String model, UsageAmount amount) {
        if (!store.isConfigured()) {
            return;
        }
        LocalDate day = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        if (!buffer.add(new LedgerKey(day, keyId, keyName, provider, model), amount)) {
            lost.increment((double) amount.attempts());
        }
    }

    /** Writes all that waits, one batch after the other. */
    Mono<Void> flush() {
        return Mono.defer(() -> {
            UsageBuffer.Batch batch = buffer.next();
            return batch == null
                    ? Mono.empty()
                    : store.record(batch, clock.instant()).then(Mono.defer(() -> {
                        buffer.written(batch);
                        return flush();
                    }));
        });
    }

    /** Rows that wait to be written. */
    int pending() {
        return buffer.size();
    }

    @Override
    public void start() {
        if (store.isConfigured()) {
            poller.start();
        }
    }

    @Override
    public void stop() {
        poller.stop();
    }

    @Override
    public void stop(Runnable callback) {
        poller.stop();
        flush().timeout(stopLimit).onErrorComplete().subscribe(done -> {}, failure -> {}, () -> {
            long attempts = buffer.attempts();
            if (attempts > 0) {
                lost.increment((double) attempts);
                log.warn("shutdown: the usage of {} attempts is lost, because the database did not take it", attempts);
            }
            callback.run();
        });
    }

    @Override
    public boolean isRunning() {
        return poller.isRunning();
    }

    @Override
    public int getPhase() {
        return ShutdownWait.PHASE;
    }
}
