package io.minerstack.bench.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PairedBootstrapTests {

    @Test
    void equalDifferencesHaveNoSpread() {
        assertThat(PairedBootstrap.of(new double[] {0.5, 0.5, 0.5}, 1)).isEqualTo(new Interval(0.5, 0.5, 0.5));
    }

    /** For many questions the interval comes near to the mean ± 1.96 standard errors. */
    @Test
    void comesNearToTheNormalApproximation() {
        double[] differences = new double[400];
        Arrays.fill(differences, 0, 100, 1);
        Arrays.fill(differences, 100, 150, -1);
        Interval interval = PairedBootstrap.of(differences, 3);
        double error = Math.sqrt((150.0 / 400 - Math.pow(50.0 / 400, 2)) / 400);
        assertThat(interval.value()).isEqualTo(0.125, within(1e-9));
        assertThat(interval.low()).isEqualTo(0.125 - 1.96 * error, within(0.005));
        assertThat(interval.high()).isEqualTo(0.125 + 1.96 * error, within(0.005));
    }

    @Test
    void theSameSeedGivesTheSameInterval() {
        double[] differences = {1, 0, 0, -1, 1, 0.5};
        assertThat(PairedBootstrap.of(differences, 7)).isEqualTo(PairedBootstrap.of(differences, 7));
    }
}
