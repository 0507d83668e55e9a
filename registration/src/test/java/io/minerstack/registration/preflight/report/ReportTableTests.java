package io.minerstack.registration.preflight.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.registration.terminal.FakeTerminal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTableTests {

    private static final List<CheckResult> RESULTS = List.of(
            CheckResult.pass("a", "A works", "200"),
            CheckResult.warn("b", "B works", "slowly", "Use a faster B."),
            CheckResult.fail("c", "C works", "500", "Fix C."),
            CheckResult.skip("d", "D works", "no C"));

    @Test
    void printsAMarkForEachResultAndTheFix() {
        assertThat(print(RESULTS).lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "✓ A works 200",
                        "! B works slowly",
                        " → Use a faster B.",
                        "✗ C works 500",
                        " → Fix C.",
                        "– D works no C",
                        "",
                        "Not ready: 1 failed, 1 warning(s).");
    }

    @Test
    void isReadyWithOnlyWarnings() {
        assertThat(print(RESULTS.subList(0, 2))).endsWith("Ready, with 1 warning(s).\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {CheckResult.PARTS, CheckResult.MEMORY})
    void isNotReadyIfAPartIsDown(String id) {
        assertThat(print(List.of(CheckResult.warn(id, "Up", "memory is unavailable", "Fix."))))
                .endsWith("The miner answers, but a part of the stack is down: fix that before you register."
                        + " 1 warning(s).\n")
                .doesNotContainIgnoringCase("ready");
    }

    @Test
    void alignsTheColumnsForTitlesOfAnyLength() {
        String table =
                print(List.of(CheckResult.pass("a", "x".repeat(90), "seen"), CheckResult.pass("b", "short", "seen")));
        assertThat(table.lines().limit(2).map(line -> line.indexOf("seen"))).containsExactly(94, 94);
    }

    private static String print(List<CheckResult> results) {
        FakeTerminal terminal = FakeTerminal.withoutInput();
        ReportTable.print(results, terminal.out());
        return terminal.printed();
    }
}
