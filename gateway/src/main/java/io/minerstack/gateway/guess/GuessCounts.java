package io.minerstack.gateway.guess;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.stereotype.Component;

/** What each address has guessed so far, of at most {@value #MAX_ADDRESSES} addresses. */
@Component
class GuessCounts {

    private static final int MAX_ADDRESSES = 50_000;
    /** How long a block is remembered, so that the next one is longer. */
    private static final Duration REMEMBERED = Duration.ofHours(6);

    private final GuessProperties properties;
    private final Clock clock;

    private final Cache<String, AddressGuesses> suspects;
    // of its own: one wrong key from each of many networks must not make the gateway forget a block
    private final Cache<String, AddressGuesses> blocked;

    GuessCounts(GuessProperties properties, Clock clock) {
        this.properties = properties;
        this.clock = clock;
        this.suspects = addresses(AddressGuesses.WINDOW);
        this.blocked = addresses(REMEMBERED);
    }

    /** What is left of an address's block; zero without one. */
    Duration blockedFor(String network) {
        AddressGuesses guesses = blocked.getIfPresent(network);
        return guesses == null ? Duration.ZERO : guesses.blockedFor(clock.instant());
    }

    /** Counts a wrong key. One call alone learns that the address is blocked from now on. */
    Counted count(String network) {
        Instant now = clock.instant();
        AtomicBoolean begun = new AtomicBoolean();
        AddressGuesses after = blocked.asMap().computeIfPresent(network, (address, before) -> next(before, now, begun));
        if (after == null) {
            after = suspects.asMap()
                    .compute(
                            network,
                            (address, before) -> next(before == null ? AddressGuesses.NONE : before, now, begun));
        }
        if (begun.get()) {
            blocked.put(network, after);
            suspects.invalidate(network);
        }
        return new Counted(after.delay(), begun.get() ? after.blockedFor(now) : Duration.ZERO);
    }

    private AddressGuesses next(AddressGuesses before, Instant now, AtomicBoolean begun) {
        if (before.blockedFor(now).isPositive()) {
            return before; // of two requests that came together, the other one began the block
        }
        AddressGuesses after = before.count(now, properties);
        begun.set(after.blocks() > before.blocks());
        return after;
    }

    private static Cache<String, AddressGuesses> addresses(Duration kept) {
        return Caffeine.newBuilder()
                .maximumSize(MAX_ADDRESSES)
                .expireAfterWrite(kept)
                .build();
    }

    /**
     * What follows from a wrong key.
     *
     * @param delay how late its refusal is sent
     * @param block how long the address is blocked from now on; zero where it is not, or was blocked before
     */
    record Counted(Duration delay, Duration block) {}
}
