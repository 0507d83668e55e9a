package io.minerstack.localllm.generation;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/**
 * Estimates how long generations take, from those that have run. A generation that was stopped teaches, too: without
 * that, a model so slow that no answer is ever complete would keep its first estimate.
 */
@Component
class DurationEstimator {

    /** Shorter prompts teach nothing about the time per character, because a request's fixed costs outweigh it. */
    static final int MIN_CHARACTERS = 1_000;

    private final AtomicLong answerNanos = new AtomicLong(Duration.ofSeconds(2).toNanos());
    private final AtomicLong promptNanosPerCharacter =
            new AtomicLong(Duration.ofMillis(1).toNanos());

    /**
     * Learns from a prompt or the part of a prompt that was read: {@code perCharacter += (nanos / characters -
     * perCharacter) / 4}.
     */
    void learnPrompt(long characters, long nanos) {
        if (characters >= MIN_CHARACTERS) {
            promptNanosPerCharacter.updateAndGet(average -> average + (nanos / characters - average) / 4);
        }
    }

    /** Learns from a complete answer: {@code answer += (nanos - answer) / 8}. */
    void learnAnswer(long nanos) {
        answerNanos.updateAndGet(average -> average + (nanos - average) / 8);
    }

    /** Learns from an answer that was stopped. Such an answer would have taken longer than {@code nanos}. */
    void learnStoppedAnswer(long nanos) {
        answerNanos.updateAndGet(average -> average + Math.max(0, nanos - average) / 8);
    }

    /** The estimated time to read a prompt. */
    Duration promptReading(long characters) {
        return Duration.ofNanos(promptNanosPerCharacter.get() * characters);
    }

    /** The estimated time to generate {@code count} answers one after the other. */
    Duration answers(int count) {
        return Duration.ofNanos(answerNanos.get() * count);
    }
}
