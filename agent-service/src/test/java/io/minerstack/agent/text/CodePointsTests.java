package io.minerstack.agent.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void recognizesWhiteSpaceOfEveryScript() {
        assertThat(CodePoints.isBlank(" \n\t\u00A0\u2003\u3000")).isTrue();
        assertThat(CodePoints.isBlank("\u3000x")).isFalse();
    }

    /** memory-service checks the same cases. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    don’t | don't
                    DON`T | don't
                    ‘so‛ | 'so'
                    “Big” ‟deal | "big" "deal
                    a‐b‑c‒d–e—f−1 | a-b-c-d-e-f-1
                    ~ Ａ\u00A0\u3000 b\u2003\tc ~ | a b c
                    ＇x＂ | 'x"
                    ﬁne Äİ | fine äi\u0307
                    日本 🐟! | 日本 🐟!
                    """)
    void foldsLikeMemoryService(String text, String folded) {
        assertThat(Folding.fold(text)).isEqualTo(folded);
    }

    @Test
    void foldsWidthSpacesAndQuotes() {
        assertThat(Folding.fold("  Ａ’s \u00A0 “Big”—Deal ")).isEqualTo("a's \"big\"-deal");
        assertThat(Folding.words("Don't panic: 42 日本")).containsExactly("don", "t", "panic", "42", "日", "本");
    }
}
