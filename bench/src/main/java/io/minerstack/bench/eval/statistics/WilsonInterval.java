package io.minerstack.bench.eval.statistics;

/**
 * Wilson's score interval of a share (E. B. Wilson, Probable inference, the law of succession, and statistical
 * inference, Journal of the American Statistical Association 22, 1927):
 *
 * <pre>(p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n)</pre>
 */
public final class WilsonInterval {

    /** The 97.5 % quantile of the standard normal distribution. */
    private static final double Z = 1.959963984540054;

    private WilsonInterval() {}

    /**
     * The interval of a share.
     *
     * @param share 0–1
     * @param trials number of independent trials, at least 1
     */
    public static Interval of(double share, int trials) {
        double zz = Z * Z;
        double centre = share + zz / (2 * trials);
        double half = Z * Math.sqrt(share * (1 - share) / trials + zz / (4.0 * trials * trials));
        double scale = 1 + zz / trials;
        return new Interval(share, Math.max(0, (centre - half) / scale), Math.min(1, (centre + half) / scale));
    }
}
