package io.minerstack.gateway.guess;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.gateway.guess.GuessCounts.Counted;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class GuessCountsTests {

    private static final String ADDRESS = "192.0.2.1";
    private static final GuessProperties TEN_KEYS = new GuessProperties(10, Duration.ofMinutes(1));

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-04T05:06:07Z"));
    private final InstantSource source = now::get;
    private final Clock clock = source.withZone(ZoneOffset.UTC);
    private final GuessCounts counts = new GuessCounts(TEN_KEYS, clock);

    @Test
    void delaysRefusalsMoreAndMore() {
        List<Long> delays = new ArrayList<>();
        for (int guess = 1; guess < 10; guess++) {
            delays.add(counts.count(ADDRESS).delay().toMillis());
        }

        assertThat(delays).containsExactly(0L, 0L, 0L, 100L, 200L, 400L, 800L, 1600L, 3200L);
    }

    @Test
    void neverDelaysLongerThanFiveSeconds() {
        GuessCounts patient = new GuessCounts(new GuessProperties(100_000, Duration.ofMinutes(1)), clock);
        Duration delay = Duration.ZERO;
        for (int guess = 0; guess < 1000; guess++) {
            delay = patient.count(ADDRESS).delay();
        }

        assertThat(delay).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void blocksAnAddressForTwiceAsLongEachTimeAndAtMostAnHour() {
        List<Long> minutes = new ArrayList<>();
        for (int block = 0; block < 8; block++) {
            Duration time = guessUntilBlocked();
            minutes.add(time.toMinutes());
            assertThat(counts.blockedFor(ADDRESS)).isEqualTo(time);
            assertThat(counts.blockedFor("192.0.2.2")).isZero();
            advance(time);
            assertThat(counts.blockedFor(ADDRESS)).isZero();
        }

        assertThat(minutes).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
    }

    @Test
    void forgetsWrongKeysAfterTenMinutes() {
        for (int day = 0; day < 100; day++) {
            for (int guess = 0; guess < 9; guess++) {
                assertThat(counts.count(ADDRESS).block()).isZero();
            }
            advance(Duration.ofMinutes(10));
        }
    }

    @Test
    void tellsOneOfManyRequestsThatTheBlockBegins() throws Exception {
        try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
            List<Callable<Counted>> guesses = new ArrayList<>();
            for (int guess = 0; guess < 200; guess++) {
                guesses.add(() -> counts.count(ADDRESS));
            }
            int begun = 0;
            for (Future<Counted> counted : callers.invokeAll(guesses)) {
                begun += counted.get().block().isPositive() ? 1 : 0;
            }

            assertThat(begun).isEqualTo(1);
        }
    }

    @Test
    void keepsABlockWhileOthersSendOneWrongKeyFromEachOfManyAddresses() {
        guessUntilBlocked();

        for (int other = 0; other < 200_000; other++) {
            counts.count("2001:db8:" + Integer.toHexString(other / 65_536) + ":" + Integer.toHexString(other % 65_536)
                    + "::/64");
        }

        assertThat(counts.blockedFor(ADDRESS)).isEqualTo(Duration.ofMinutes(1));
    }

    private Duration guessUntilBlocked() {
        for (int guess = 1; guess < 10; guess++) {
            assertThat(counts.count(ADDRESS).block()).isZero();
        }
        return counts.count(ADDRESS).block();
    }

    private void advance(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }
}
