package io.minerstack.memory.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueDigestTests {

    /** The same cases stand in agent-service's CodePointsTests. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    don\u2019t | don't
                    DON`T | don't
                    \u2018so\u201B | 'so'
                    \u201CBig\u201D \u201Fdeal | "big" "deal
                    a\u2010b\u2011c\u2012d\u2013e\u2014f\u22121 | a-b-c-d-e-f-1
                    ~ \uFF21\u00A0\u3000 b\u2003\tc ~ | a b c
                    \uFF07x\uFF02 | 'x"
                    \uFB01ne \u00C4\u0130 | fine \u00E4i\u0307
                    \u65E5\u672C \uD83D\uDC1F! | \u65E5\u672C \uD83D\uDC1F!
                    """)
    void foldsLikeItsPeer(String text, String folded) {
        assertThat(FoldedText.withClosing(text)).isEqualTo(folded);
    }

    @Test
    void findsAQuoteWhateverItsApostrophe() {
        assertThat(FoldedText.of("I don\u2019t like tea \u2013 at all."))
                .isEqualTo(FoldedText.of("I don't like tea - at all"));
    }
}
