package io.minerstack.servicesupport.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextFoldingTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "Hello  World|hello world",
                "Ｈｅｌｌｏ ①|hello 1",
                "a\u00a0b\u2003c|a b c",
                "‘a’ ‛b` “c” ‟d|'a' 'b' \"c\" \"d",
                "a‐b‑c‒d–e—f−g|a-b-c-d-e-f-g",
                "don’t|don't",
                "DON`T|don't",
                "＇x＂|'x\"",
                "^ Ａ\u00a0\u3000 b\u2003\tc ^|a b c",
                "ﬁne Äİ|fine äi̇",
                "日本 🐟!|日本 🐟!",
                "ÄÖ|äö",
                "A sentence.|a sentence."
            })
    void removesDifferencesThatPeopleDoNotSee(String text, String folded) {
        assertThat(TextFolding.fold(text)).isEqualTo(folded);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"A sentence.|a sentence", "Wow!..|wow", "好。|好", "a. b?|a. b?", "1.5|1.5"})
    void removesTheFullStopAtTheEndWhereAsked(String text, String folded) {
        assertThat(TextFolding.foldWithoutFullStop(text)).isEqualTo(folded);
    }

    @Test
    void removesFullStopsInTimeLinearInTheLengthOfTheText() {
        String stops = ".".repeat(600_000);

        // only quadratic work takes longer, on any machine
        assertTimeout(
                Duration.ofSeconds(60), () -> assertThat(TextFolding.foldWithoutFullStop("a" + stops + "b" + stops))
                        .isEqualTo("a" + stops + "b"));
    }

    @Test
    void splitsTextIntoWordsAndIdeographs() {
        assertThat(TextFolding.words("Don't panic: 42 日本")).containsExactly("don", "t", "panic", "42", "日", "本");
        assertThat(TextFolding.words("मेरा पता: दिल्ली")).containsExactly("मेरा", "पता", "दिल्ली");
        assertThat(TextFolding.words(" … ")).isEmpty();
    }

    @Test
    void keepsThirtyMarksOfALetter() {
        String marks = "\u0315".repeat(200_000) + "\u0300".repeat(200_000);

        assertThat(TextFolding.fold("a" + marks + "b"))
                .hasSize(32)
                .startsWith("a")
                .endsWith("b");
        assertThat(TextFolding.fold("Ȩ́ cafe\u0301")).isEqualTo("ȩ́ café");
    }

    /** Java's toLowerCase takes a number of steps for these letters that is the square of their number. */
    @ParameterizedTest
    @CsvSource({"\u0130, i\u0307", "\u03a3, \u03c3", "\u03a3\u0130, \u03c3i\u0307"})
    void lowersTheLettersWithRulesOfTheirOwnInLinearSteps(String letters, String lower) {
        int times = 250_000;

        String folded = assertTimeout(Duration.ofSeconds(60), () -> TextFolding.fold(letters.repeat(times) + "a"));

        assertThat(folded).isEqualTo(lower.repeat(times) + "a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ΟΔΥΣΣΕΑΣ ΚΑΙ ΣΙΣΥΦΟΣ", "Σ", "ΣΑΣ, ΑΣ.", "İSTANBUL", "DİYARBAKIR Iİ", "ΑΣ1", "1Σ"})
    void lowersWordsAsJavaDoes(String text) {
        assertThat(TextFolding.fold(text)).isEqualTo(text.toLowerCase(Locale.ROOT));
    }
}
