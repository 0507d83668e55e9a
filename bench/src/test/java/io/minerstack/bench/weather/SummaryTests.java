package io.minerstack.bench.weather;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.bench.weather.Ledger.Sent;
import io.minerstack.bench.weather.Violations.Invariant;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SummaryTests {

    @Test
    void printsTheAnswersByOutcomeAndEachViolationWithItsRequest() {
        Ledger ledger = new Ledger();
        ledger.record(28, new Sent(Server.PRIMARY, ServerDialect.MISTRAL, Fault.STALL, ReplyForm.JSON, "text", false));
        Violations violations = new Violations();
        violations.add(Invariant.WRONG_ANSWER, 28, "cut: 'te'");
        Summary summary = new Summary();
        summary.count("200 whole", Duration.ofMillis(40));
        summary.count("200 whole", Duration.ofMillis(60));

        assertThat(print(summary, ledger, violations))
                .contains("weather: seed 7, 2 requests")
                .contains("| 200 whole | 2 | 60 | 60 |")
                .contains("Asked: primary 1 times, fallback 0 times.")
                .contains("Violations: 1")
                .contains("last response by fault: STALL 1")
                .contains("request weather-7-28 (again: --seed 7 --request 28): cut: 'te'");
    }

    @Test
    void printsThatNothingWasViolated() {
        assertThat(print(new Summary(), new Ledger(), new Violations())).contains("Violations: 0");
    }

    private static String print(Summary summary, Ledger ledger, Violations violations) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        summary.print(new PrintStream(bytes, true, StandardCharsets.UTF_8), 7, ledger, violations);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
