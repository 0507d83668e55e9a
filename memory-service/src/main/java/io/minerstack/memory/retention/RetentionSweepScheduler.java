package io.minerstack.memory.retention;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Sweeps soon after the start and then at the set interval, one sweep at a time; a failed one is tried again next time. */
@Component
@ConditionalOnProperty("memory.retention.sweeper")
class RetentionSweepScheduler implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(RetentionSweepScheduler.class);
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final RetentionSweep sweep;
    private final RetentionProperties properties;
    private final RetentionMetrics metrics;
    private Disposable running = () -> {};

    RetentionSweepScheduler(RetentionSweep sweep, RetentionProperties properties, RetentionMetrics metrics) {
        this.sweep = sweep;
        this.properties = properties;
        this.metrics = metrics;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        running = Mono.delay(FIRST)
                .thenMany(Flux.defer(this::attempt).repeatWhen(done -> done.delayElements(properties.sweepInterval())))
                .subscribe();
    }

    private Mono<Void> attempt() {
        return sweep.run().timeout(PATIENCE).onErrorResume(failure -> {
            metrics.failures.increment();
            log.warn("a sweep failed and will be tried again: {}", failure.toString());
            return Mono.empty();
        });
    }

    @Override
    public void destroy() {
        running.dispose();
    }
}
