package io.minerstack.registration.preflight.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.registration.preflight.report.CheckOutcome;
import io.minerstack.registration.preflight.report.CheckResult;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompleteCheckTests {

    /** With {@code --timeout} preflight may wait longer than the network does. */
    @ParameterizedTest
    @CsvSource({"29, PASS", "31, WARN", "59, WARN", "60, FAIL", "90, FAIL"})
    void judgesTheDurationByTheNetworksTimeout(int seconds, CheckOutcome outcome) {
        CheckResult result = CompleteCheck.checkDuration("200", Duration.ofSeconds(seconds));
        assertThat(result.outcome()).isEqualTo(outcome);
        if (outcome == CheckOutcome.FAIL) {
            assertThat(result.fix()).contains("The network waits 60 s");
        }
    }
}
