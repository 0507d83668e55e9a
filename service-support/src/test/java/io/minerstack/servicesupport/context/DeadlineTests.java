package io.minerstack.servicesupport.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class DeadlineTests {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

    @Test
    void readsTheHeaderThatItWrites() {
        Deadline deadline = Deadline.in(Duration.ofSeconds(58), clock);

        assertThat(Deadline.parse(deadline.toHeader())).isEqualTo(deadline);
        assertThat(deadline.remaining(clock)).isEqualTo(Duration.ofSeconds(58));
    }

    @Test
    void hasNoTimeLeftOnceItHasPassed() {
        Deadline passed = new Deadline(NOW.minusSeconds(1));

        assertThat(passed.remaining(clock)).isZero();
        assertThat(passed.hasPassed(clock)).isTrue();
    }

    @Test
    void startsNoWorkAfterIt() {
        AtomicBoolean started = new AtomicBoolean();
        Mono<String> work = Mono.fromSupplier(() -> {
            started.set(true);
            return "too late";
        });

        StepVerifier.create(new Deadline(NOW).bound(work, clock))
                .expectError(DeadlineExceededException.class)
                .verify(Duration.ofSeconds(5));
        assertThat(started).isFalse();
    }

    @Test
    void cancelsWorkThatIsNotDone() {
        AtomicBoolean cancelled = new AtomicBoolean();
        Mono<String> work = Mono.<String>never().doOnCancel(() -> cancelled.set(true));

        StepVerifier.create(new Deadline(NOW.plusMillis(20)).bound(work, clock))
                .expectError(DeadlineExceededException.class)
                .verify(Duration.ofSeconds(5));
        assertThat(cancelled).isTrue();
    }
}
