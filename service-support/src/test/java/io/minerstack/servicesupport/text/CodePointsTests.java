package io.minerstack.servicesupport.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CodePointsTests {

    private static final String FISH = "🐟";

    @Test
    void cutsBetweenCodePointsAndKeepsTheMarkInsideTheLimit() {
        String cut = CodePoints.cut(FISH.repeat(20), 10, "...");

        assertThat(cut).isEqualTo(FISH.repeat(7) + "...");
        assertThat(cut.codePointCount(0, cut.length())).isEqualTo(10);
    }

    @Test
    void doesNotChangeATextWithinTheLimit() {
        assertThat(CodePoints.cut(FISH.repeat(10), 10, "...")).isEqualTo(FISH.repeat(10));
    }

    @Test
    void replacesOnlyUnpairedSurrogates() {
        assertThat(CodePoints.wellFormed("a\uD83Db" + FISH + "\uDC1F\u0000"))
                .isEqualTo("a\uFFFDb" + FISH + "\uFFFD\u0000");
        assertThat(CodePoints.writable("\u0000x\uD83D")).isEqualTo("\uFFFDx\uFFFD");
    }

    @Test
    void keepsBothEndsOfATextThatIsCutInTheMiddle() {
        assertThat(CodePoints.cutMiddle("abcdef" + FISH, 6, "[]")).isEqualTo("ab[]f" + FISH);
        assertThat(CodePoints.cutMiddle("abcdef", 6, "[]")).isEqualTo("abcdef");
    }

    @Test
    void recognizesWhiteSpaceOfEveryScript() {
        assertThat(CodePoints.isBlank(" \n\t\u00A0\u2003\u3000")).isTrue();
        assertThat(CodePoints.isBlank("\u3000x")).isFalse();
    }
}
