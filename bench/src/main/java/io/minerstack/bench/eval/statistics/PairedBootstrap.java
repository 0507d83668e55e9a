package io.minerstack.bench.eval.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The interval of the mean of paired differences by the percentile bootstrap (B. Efron and R. J. Tibshirani, An
 * Introduction to the Bootstrap, 1993, chapter 13). What is drawn again is a question with all of its repeats, because
 * the repeats of one question are not independent.
 */
public final class PairedBootstrap {

    private static final int SAMPLES = 10_000;
    private static final double TAIL = 0.025;

    private PairedBootstrap() {}

    /**
     * The interval of the mean difference.
     *
     * @param differences one for each question, at least one
     * @param seed the same seed gives the same interval
     */
    public static Interval of(double[] differences, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] means = new double[SAMPLES];
        for (int sample = 0; sample < SAMPLES; sample++) {
            double sum = 0;
            for (int i = 0; i < differences.length; i++) {
                sum += differences[random.nextInt(differences.length)];
            }
            means[sample] = sum / differences.length;
        }
        Arrays.sort(means);
        double mean = Arrays.stream(differences).average().orElseThrow();
        return new Interval(mean, quantile(means, TAIL), quantile(means, 1 - TAIL));
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
