package io.minerstack.agent.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumberExtractorTests {

    @Test
    void writesEqualNumbersEqually() {
        assertThat(NumberExtractor.extract("1,000.0 and 1000 and +1000.00")).containsExactly("1000", "1000", "1000");
        assertThat(NumberExtractor.extract("-0.0")).containsExactly("0");
    }

    @Test
    void readsAMinusAsASignOnlyWithoutAnOperandBeforeIt() {
        assertThat(NumberExtractor.extract("-7")).containsExactly("-7");
        assertThat(NumberExtractor.extract("x = -7")).containsExactly("-7");
        assertThat(NumberExtractor.extract("3-5 and 17 -23")).containsExactly("3", "5", "17", "23");
    }

    @Test
    void ignoresDigitsWithinWords() {
        assertThat(NumberExtractor.extract("H2O and version v18")).isEmpty();
    }
}
