package io.minerstack.registration.probe;

import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs rounds at a fixed rate, and prints a line where something changed or is not good. */
class ProbeLoop {

    private final Supplier<ProbeRound.Seen> round;
    private final ProbeMetrics metrics;
    private final Duration interval;
    private final Clock clock;
    private final Consumer<String> log;
    private final Map<ProbeCheck, ProbeOutcome> before = new EnumMap<>(ProbeCheck.class);
    private Set<String> notesBefore = Set.of();

    ProbeLoop(
            Supplier<ProbeRound.Seen> round,
            ProbeMetrics metrics,
            Duration interval,
            Clock clock,
            Consumer<String> log) {
        this.round = round;
        this.metrics = metrics;
        this.interval = interval;
        this.clock = clock;
        this.log = log;
    }

    /** Ends when its thread is interrupted. A round that takes longer than the interval moves the next one. */
    void run() {
        while (!Thread.currentThread().isInterrupted()) {
            long next = System.nanoTime() + interval.toNanos();
            ProbeRound.Seen seen = round.get();
            metrics.record(seen, clock.instant());
            tell(seen.results());
            tellNotes(seen.notes());
            try {
                Thread.sleep(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void tell(List<ProbeResult> results) {
        for (ProbeResult result : results) {
            ProbeOutcome last = before.put(result.check(), result.outcome());
            if (!result.isGood() || last != ProbeOutcome.GOOD) {
                print(result.check().label() + ": " + result.line());
            }
        }
    }

    /** A note that stays is printed once. */
    private void tellNotes(List<String> notes) {
        Set<String> now = new HashSet<>(notes);
        notes.stream().filter(note -> !notesBefore.contains(note)).forEach(this::print);
        notesBefore = now;
    }

    private void print(String line) {
        log.accept(clock.instant() + " " + line);
    }
}
