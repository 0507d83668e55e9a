package io.minerstack.agent.sampling;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.agent.answer.GeneratedAnswer;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * {@code miner.answers.sampled} by result of the vote, {@code miner.answers.samples} by outcome and {@code
 * miner.answers.samples.tokens}.
 */
@Component
public class SampleMetrics {

    private final Counter confirmed;
    private final Counter changed;
    private final Counter notVoted;
    private final Counter counted;
    private final Counter leftOut;
    private final Counter tokens;

    public SampleMetrics(MeterRegistry registry) {
        this.confirmed = sampled(registry, "confirmed");
        this.changed = sampled(registry, "changed");
        this.notVoted = sampled(registry, "not_voted");
        this.counted = samples(registry, "counted");
        this.leftOut = samples(registry, "left_out");
        this.tokens = Counter.builder("miner.answers.samples.tokens")
                .description("Tokens of the samples beside the first one of each answer, prompts included")
                .register(registry);
    }

    private static Counter sampled(MeterRegistry registry, String result) {
        return Counter.builder("miner.answers.sampled")
                .description("Answers with several samples by whether the vote confirmed the first one")
                .tag("result", result)
                .register(registry);
    }

    private static Counter samples(MeterRegistry registry, String outcome) {
        return Counter.builder("miner.answers.samples")
                .description("Samples by whether they took part in the vote")
                .tag("outcome", outcome)
                .register(registry);
    }

    /**
     * Counts one vote.
     *
     * @param asked number of samples that were asked for, the first one included
     * @param voting number of samples that took part
     * @param otherSent whether another sample than the first one is sent
     * @param further the samples beside the first one that came in time
     */
    void voted(int asked, int voting, boolean otherSent, List<GeneratedAnswer> further) {
        (otherSent ? changed : confirmed).increment();
        counted.increment(voting);
        leftOut.increment(asked - voting);
        countTokens(further);
    }

    /** Counts an answer whose samples were not voted on; the parameters are those of {@link #voted}. */
    void notVoted(int asked, List<GeneratedAnswer> further) {
        notVoted.increment();
        leftOut.increment(asked);
        countTokens(further);
    }

    private void countTokens(List<GeneratedAnswer> further) {
        for (GeneratedAnswer sample : further) {
            Integer used = sample.completion().tokens();
            tokens.increment(used == null ? 0 : used);
        }
    }
}
