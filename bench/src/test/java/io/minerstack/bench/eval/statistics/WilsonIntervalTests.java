package io.minerstack.bench.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WilsonIntervalTests {

    /** 81 of 263 is the worked example of Newcombe, Statistics in Medicine 17 (1998), table I. */
    @ParameterizedTest
    @CsvSource({"81, 263, 0.2553, 0.3662", "15, 148, 0.0624, 0.1605", "0, 20, 0.0000, 0.1611", "1, 29, 0.0061, 0.1718"})
    void givesThePublishedIntervals(int right, int trials, double low, double high) {
        Interval interval = WilsonInterval.of((double) right / trials, trials);
        assertThat(interval.low()).isEqualTo(low, within(0.00005));
        assertThat(interval.high()).isEqualTo(high, within(0.00005));
    }

    @Test
    void staysBetweenZeroAndOne() {
        assertThat(WilsonInterval.of(1, 3).high()).isEqualTo(1, within(1e-12));
        assertThat(WilsonInterval.of(0, 3).low()).isEqualTo(0, within(1e-12));
    }
}
