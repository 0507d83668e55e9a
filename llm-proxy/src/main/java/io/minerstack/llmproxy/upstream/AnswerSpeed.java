package io.minerstack.llmproxy.upstream;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How fast one upstream answers, measured from its own exchanges: the times to the first token of the last {@value
 * #FIRST_TOKENS} exchanges, and the seconds per token of complete answers, where each answer counts for a fifth:
 * {@code mean += (measured - mean) / 5}.
 */
public class AnswerSpeed {

    private static final int FIRST_TOKENS = 64;
    private static final int MIN_FIRST_TOKENS = 20;
    private static final int MIN_ANSWERS = 3;
    private static final int MIN_TOKENS = 16;
    private static final double WEIGHT = 0.2;
    /** An answer may be slower than the average one. */
    private static final double SAFETY_FACTOR = 0.9;

    private static final double NANOS_PER_SECOND = 1e9;

    private final int leastTokens;
    private final long[] firstTokens = new long[FIRST_TOKENS];
    private long firstTokenCount;
    private long answers;
    private double secondsPerToken;

    /**
     * The speed of an upstream that has not answered yet.
     *
     * @param leastTokens no planned token limit is lower than this
     */
    public AnswerSpeed(int leastTokens) {
        this.leastTokens = leastTokens;
    }

    synchronized void firstToken(Duration time) {
        firstTokens[(int) (firstTokenCount % FIRST_TOKENS)] = time.toNanos();
        firstTokenCount++;
    }

    /**
     * A complete answer. Short ones are ignored, because the pace of a few tokens says little.
     *
     * @param tokens of the answer
     * @param generation time from the first token to the last one
     */
    synchronized void answer(long tokens, Duration generation) {
        if (tokens < MIN_TOKENS || !generation.isPositive()) {
            return;
        }
        double measured = generation.toNanos() / NANOS_PER_SECOND / (tokens - 1);
        secondsPerToken = answers == 0 ? measured : secondsPerToken + (measured - secondsPerToken) * WEIGHT;
        answers++;
    }

    /** The time in which 95 % of the last exchanges got their first token; null before {@value #MIN_FIRST_TOKENS}. */
    public synchronized @Nullable Duration firstTokenPercentile95() {
        return firstTokenCount < MIN_FIRST_TOKENS ? null : firstTokenPercentile(0.95);
    }

    /** The median time to the first token; null before the first one. */
    synchronized @Nullable Duration usualFirstToken() {
        return firstTokenCount == 0 ? null : firstTokenPercentile(0.5);
    }

    /**
     * The tokens that an answer can have within a time, at least {@code leastTokens}: {@code 0.9 * (time - median time
     * to the first token) * tokens per second}. {@link Integer#MAX_VALUE} before {@value #MIN_ANSWERS} answers.
     */
    public synchronized int tokensWithin(Duration time) {
        if (answers < MIN_ANSWERS) {
            return Integer.MAX_VALUE;
        }
        Duration generation = firstTokenCount == 0 ? time : time.minus(firstTokenPercentile(0.5));
        double tokens = SAFETY_FACTOR * generation.toNanos() / NANOS_PER_SECOND / secondsPerToken;
        return (int) Math.clamp(tokens, leastTokens, Integer.MAX_VALUE);
    }

    /** The measured rate, 0 before {@value #MIN_ANSWERS} answers. */
    synchronized double tokensPerSecond() {
        return answers < MIN_ANSWERS ? 0 : 1 / secondsPerToken;
    }

    private Duration firstTokenPercentile(double share) {
        int known = (int) Math.min(firstTokenCount, FIRST_TOKENS);
        long[] sorted = Arrays.copyOf(firstTokens, known);
        Arrays.sort(sorted);
        return Duration.ofNanos(sorted[(int) Math.ceil(share * known) - 1]);
    }
}
