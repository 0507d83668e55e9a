package io.minerstack.servicesupport.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

@ExtendWith(OutputCaptureExtension.class)
class PollerTests {

    private static final Logger LOG = LoggerFactory.getLogger(Poller.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();
    private final AtomicInteger polls = new AtomicInteger();
    private final AtomicBoolean failing = new AtomicBoolean();

    @AfterEach
    void stopVirtualTime() {
        VirtualTimeScheduler.reset();
    }

    @Test
    void pollsAtOnceAndThenAtEachIntervalUntilItIsStopped() {
        Poller poller = Poller.every(INTERVAL, LOG, "server", this::poll).build();

        poller.start();
        assertThat(polls).hasValue(1);
        assertThat(poller.isRunning()).isTrue();
        time.advanceTimeBy(INTERVAL.multipliedBy(3));
        assertThat(polls).hasValue(4);

        poller.stop();
        assertThat(poller.isRunning()).isFalse();
        time.advanceTimeBy(INTERVAL.multipliedBy(3));
        assertThat(polls).hasValue(4);
    }

    @Test
    void waitsForTheFirstPollWhereAFirstDelayIsSet() {
        Poller poller = Poller.every(INTERVAL, LOG, "server", this::poll)
                .firstAfter(INTERVAL.multipliedBy(2))
                .build();

        poller.start();
        time.advanceTimeBy(INTERVAL);
        assertThat(polls).hasValue(0);
        time.advanceTimeBy(INTERVAL);
        assertThat(polls).hasValue(1);
        time.advanceTimeBy(INTERVAL.multipliedBy(3));
        assertThat(polls).hasValue(4);

        poller.stop();
        poller.start();
        poller.stop();
        time.advanceTimeBy(INTERVAL.multipliedBy(3));
        assertThat(polls).hasValue(4);
    }

    @Test
    void startsOnlyOnce() {
        Poller poller = Poller.every(INTERVAL, LOG, "server", this::poll).build();

        poller.start();
        poller.start();

        assertThat(polls).hasValue(1);
    }

    @Test
    void countsThePollIntoTheInterval() {
        Poller poller = Poller.every(INTERVAL, LOG, "server", () -> Mono.delay(Duration.ofMillis(1500))
                        .then(poll()))
                .build();

        poller.start();
        time.advanceTimeBy(INTERVAL.multipliedBy(3));

        assertThat(polls).hasValue(3);
    }

    @Test
    void runsOnePollAtATimeAndGivesUpAtItsTimeLimit() {
        Poller poller = Poller.every(INTERVAL, LOG, "server", () -> poll().then(Mono.never()))
                .timeout(Duration.ofSeconds(5))
                .build();

        poller.start();
        time.advanceTimeBy(Duration.ofMillis(4900));
        assertThat(polls).hasValue(1);

        time.advanceTimeBy(Duration.ofMillis(200));
        assertThat(polls).hasValue(2);
        assertThat(poller.isHealthy()).isFalse();
    }

    @Test
    void pollsMoreOftenWhilePollsFail() {
        failing.set(true);
        Poller poller = Poller.every(INTERVAL, LOG, "server", this::poll)
                .everyWhileFailing(Duration.ofMillis(500))
                .build();

        poller.start();
        time.advanceTimeBy(INTERVAL);
        assertThat(polls).hasValue(5);

        failing.set(false);
        time.advanceTimeBy(Duration.ofMillis(500).plus(INTERVAL));
        assertThat(polls).hasValue(7);
    }

    @Test
    void isHealthyFromTheFirstSuccessUntilSeveralPollsInARowFail() {
        failing.set(true);
        Poller poller =
                Poller.every(INTERVAL, LOG, "server", this::poll).outageAfter(2).build();
        assertThat(poller.isHealthy()).isFalse();

        poller.start();
        assertThat(poller.isHealthy()).isFalse();

        failing.set(false);
        time.advanceTimeBy(INTERVAL);
        assertThat(poller.isHealthy()).isTrue();

        failing.set(true);
        time.advanceTimeBy(INTERVAL);
        assertThat(poller.isHealthy()).isTrue();
        time.advanceTimeBy(INTERVAL);
        assertThat(poller.isHealthy()).isFalse();
    }

    @Test
    void logsTheStartAndTheEndOfAnOutageOnce(CapturedOutput output) {
        failing.set(true);
        Poller poller = Poller.every(INTERVAL, LOG, "server", this::poll).build();

        poller.start();
        time.advanceTimeBy(INTERVAL.multipliedBy(3));
        failing.set(false);
        time.advanceTimeBy(INTERVAL.multipliedBy(3));

        assertThat(output.getAll()).containsOnlyOnce("server: poll failed: IOException");
        assertThat(output.getAll()).containsOnlyOnce("server: poll succeeded again after 4 failures");
        assertThat(output.getAll()).doesNotContain("secret address");
    }

    @Test
    void goesOnAfterAPollThatThrows() {
        Poller poller = Poller.every(INTERVAL, LOG, "server", () -> {
                    polls.incrementAndGet();
                    throw new IllegalStateException("not ready");
                })
                .build();

        poller.start();
        time.advanceTimeBy(INTERVAL);

        assertThat(polls).hasValue(2);
    }

    private Mono<String> poll() {
        return Mono.fromCallable(() -> {
            polls.incrementAndGet();
            if (failing.get()) {
                throw new IOException("secret address");
            }
            return "state";
        });
    }
}
