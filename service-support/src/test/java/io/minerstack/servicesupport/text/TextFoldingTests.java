package io.minerstack.servicesupport.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
