package io.minerstack.registration.preflight.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.registration.secret.WipeableSecret;
import io.minerstack.registration.terminal.FakeTerminal;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTests {

    private static final List<CheckResult> CHECKS = List.of(
            CheckResult.pass("a", "A works", "200"),
            CheckResult.warn("b", "B works", "slowly", "Hurry up."),
            CheckResult.fail("c", "C works", "500", "Mend C."),
            CheckResult.skip("d", "D works", "no C"));

    @Test
    void marksEachLineAndTellsTheMend() {
        FakeTerminal terminal = FakeTerminal.withNobody();
        ReportTable.print(CHECKS, terminal.out());
        assertThat(terminal.printed().lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "✓ A works 200",
                        "! B works slowly",
                        " → Hurry up.",
                        "✗ C works 500",
                        " → Mend C.",
                        "– D works no C",
                        "",
                        "Not ready: 1 failed, 1 warning(s).");
    }

    @Test
    void isReadyWithWarningsOnly() {
        FakeTerminal terminal = FakeTerminal.withNobody();
        ReportTable.print(CHECKS.subList(0, 2), terminal.out());
        assertThat(terminal.printed()).endsWith("Ready, with 1 warning(s).\n");
    }

    @Test
    void callsNothingReadyOfWhichAPartIsDown() {
        for (String id : List.of(CheckResult.PARTS, CheckResult.MEMORY)) {
            FakeTerminal terminal = FakeTerminal.withNobody();
            ReportTable.print(List.of(CheckResult.warn(id, "Up", "memory is unavailable", "Mend.")), terminal.out());
            assertThat(terminal.printed())
                    .endsWith("It answers, but a part of the stack is down: mend that before you register."
                            + " 1 warning(s).\n")
                    .doesNotContainIgnoringCase("ready");
        }
    }

    @Test
    void keepsItsColumnsWhateverTheTitlesLength() {
        FakeTerminal terminal = FakeTerminal.withNobody();
        ReportTable.print(
                List.of(CheckResult.pass("a", "x".repeat(90), "seen"), CheckResult.pass("b", "short", "seen")),
                terminal.out());
        assertThat(terminal.printed().lines().limit(2).map(line -> line.indexOf("seen")))
                .containsExactly(94, 94);
    }

    @Test
    void tellsScriptsTheSame() {
        JsonNode report = JsonMapper.shared()
                .readTree(ReportJson.of("https://a.example", CHECKS).text());
        assertThat(report.path("ok").asBoolean()).isFalse();
        assertThat(report.path("checks").path(2).path("outcome").asString()).isEqualTo("fail");
        assertThat(report.path("checks").path(2).path("mend").asString()).isEqualTo("Mend C.");
        assertThat(report.path("checks").path(0).path("mend").isNull()).isTrue();
        assertThat(ReportJson.of("u", CHECKS.subList(0, 2)).ok()).isTrue();
    }

    @Test
    void showsNoKeyThatAServerRepeats() {
        KeyRedaction redaction = new KeyRedaction(WipeableSecret.of("key-0123456789"));
        assertThat(redaction.text("for key-0123456789, key-0123456789")).isEqualTo("for ***, ***");
        assertThat(redaction.text(TerminalSafeText.of("x".repeat(110) + "key-0123456789")))
                .endsWith("xxx***…");
        assertThat(new KeyRedaction(WipeableSecret.of("")).text("as it is")).isEqualTo("as it is");
    }

    @Test
    void letsNoServerWriteToTheTerminal() {
        assertThat(TerminalSafeText.of("a\u001b[31mred\r\nb\u202e\u0000c")).isEqualTo("a [31mred b c");
        assertThat(TerminalSafeText.of("x".repeat(500))).hasSize(120).endsWith("…");
    }
}
