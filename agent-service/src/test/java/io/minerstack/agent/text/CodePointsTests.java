package io.minerstack.agent.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodePointsTests {

    private static final String FISH = "\uD83D\uDC1F";

    @Test
    void cutsBetweenCodePointsAndKeepsTheMarkInsideTheLimit() {
        String cut = CodePoints.cut(FISH.repeat(20), 10, "...");

        assertThat(cut).isEqualTo(FISH.repeat(7) + "...");
        assertThat(cut.codePointCount(0, cut.length())).isEqualTo(10);
    }

    @Test
    void leavesWhatFitsAsItIs() {
        assertThat(CodePoints.cut(FISH.repeat(10), 10, "...")).isEqualTo(FISH.repeat(10));
    }

    @Test
    void mendsOnlyHalvesThatStandAlone() {
        assertThat(CodePoints.wellFormed("a\uD83Db" + FISH + "\uDC1F\u0000"))
                .isEqualTo("a\uFFFDb" + FISH + "\uFFFD\u0000");
        assertThat(CodePoints.writable("\u0000x\uD83D")).isEqualTo("\uFFFDx\uFFFD");
    }

    @Test
    void knowsTheWhiteSpaceOfEveryScript() {
        assertThat(CodePoints.isBlank(" \n\t\u00A0\u2003\u3000")).isTrue();
        assertThat(CodePoints.isBlank("\u3000x")).isFalse();
    }

    /** The same cases stand in memory-service's FoldedTextTests. */
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
        assertThat(Folding.fold(text)).isEqualTo(folded);
    }

    @Test
    void foldsWhatPeopleDoNotTellApart() {
        assertThat(Folding.fold("  \uFF21\u2019s \u00A0 \u201CBig\u201D\u2014Deal "))
                .isEqualTo("a's \"big\"-deal");
        assertThat(Folding.words("Don't panic: 42 \u65E5\u672C"))
                .containsExactly("don", "t", "panic", "42", "\u65E5", "\u672C");
    }
}
