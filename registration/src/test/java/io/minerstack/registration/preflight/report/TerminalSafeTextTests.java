package io.minerstack.registration.preflight.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalSafeTextTests {

    @Test
    void replacesControlCharactersAndLineEnds() {
        assertThat(TerminalSafeText.of("a\u001b[31mred\r\nb\u202e\u0000c")).isEqualTo("a [31mred b c");
    }

    @Test
    void cutsLongText() {
        assertThat(TerminalSafeText.of("x".repeat(500))).hasSize(120).endsWith("…");
    }
}
