package io.minerstack.memory.retention;

import io.minerstack.servicesupport.exception.Causes;
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

/** Runs one {@link RetentionSweep} at a time: the first 5 s after the start, the next after the interval. */
@Component
@ConditionalOnProperty("memory.retention.sweeper")
class RetentionSweepScheduler implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(RetentionSweepScheduler.class);
    private static final Duration FIRST_DELAY = Duration.ofSeconds(5);
    private static final Duration SWEEP_TIMEOUT = Duration.ofMinutes(5);

    private final RetentionSweep sweep;
    private final RetentionProperties properties;
    private final RetentionMetrics metrics;
    private Disposable schedule = () -> {};

    RetentionSweepScheduler(RetentionSweep sweep, RetentionProperties properties, RetentionMetrics metrics) {
        this.sweep = sweep;
        this.properties = properties;
        this.metrics = metrics;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        schedule = Mono.delay(FIRST_DELAY)
                .thenMany(
                        Flux.defer(this::sweepOnce).repeatWhen(done -> done.delayElements(properties.sweepInterval())))
                .subscribe();
    }

    private Mono<Void> sweepOnce() {
        return sweep.run().timeout(SWEEP_TIMEOUT).onErrorResume(failure -> {
            metrics.failures.increment();
            log.warn(
                    "retention sweep: failed, next attempt in {} s: {}",
                    properties.sweepInterval().toSeconds(),
                    Causes.inWords(failure));
            return Mono.empty();
        });
    }

    @Override
    public void destroy() {
        schedule.dispose();
    }
}
