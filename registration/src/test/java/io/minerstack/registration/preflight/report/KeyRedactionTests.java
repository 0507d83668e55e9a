package io.minerstack.registration.preflight.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.registration.secret.WipeableSecret;
import org.junit.jupiter.api.Test;

class KeyRedactionTests {

    private final KeyRedaction redaction = new KeyRedaction(WipeableSecret.of("key-0123456789"));

    @Test
    void removesTheKeyFromAnswerAndFix() {
        CheckResult result =
                redaction.redact(CheckResult.fail("a", "A", "for key-0123456789, key-0123456789", "key-0123456789"));
        assertThat(result.seen()).isEqualTo("for ***, ***");
        assertThat(result.fix()).isEqualTo("***");
    }

    @Test
    void removesTheStartOfAKeyThatWasCutOff() {
        String cut = TerminalSafeText.of("x".repeat(110) + "key-0123456789");
        assertThat(redaction.redact(cut)).endsWith("xxx***…");
    }

    @Test
    void changesNothingWithoutAKey() {
        assertThat(new KeyRedaction(WipeableSecret.of("")).redact("as it is")).isEqualTo("as it is");
    }
}
