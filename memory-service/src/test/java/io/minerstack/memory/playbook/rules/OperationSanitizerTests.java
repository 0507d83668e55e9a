package io.minerstack.memory.playbook.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationSanitizerTests {

    @ParameterizedTest
    @CsvSource({
        "Answer Style,answer_style",
        "' -Ｓtyle. ',style",
        "key,short_answers",
        "STRING,short_answers",
        "日本語,short_answers",
        "a.b-c_d,a.b-c_d",
        "'_.-a-._',a",
        "'._-',short_answers"
    })
    void givesExtractedKeysOneForm(String proposed, String key) {
        assertThat(OperationSanitizer.extractedKey(proposed, "I prefer short answers"))
                .isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({
        "Never use British spelling,never_use_british_spelling",
        "I prefer metric units,metric_units",
        "favourite language,favourite_language",
        "mother in law,mother_law",
        "one two three four five,one_two_three_four"
    })
    void makesAKeyOfTheWordsThatCarryMeaning(String text, String key) {
        assertThat(OperationSanitizer.keyFrom(text)).isEqualTo(key);
    }

    @Test
    void givesTextInAnotherScriptAKeyOfItsHash() {
        assertThat(OperationSanitizer.keyFrom("短くしてください"))
                .isEqualTo("note_" + Integer.toHexString("短くしてください".hashCode()))
                .isEqualTo(OperationSanitizer.keyFrom(" 短くしてください "));
    }

    @Test
    void limitsAnExtractedKeyTo64Characters() {
        assertThat(OperationSanitizer.extractedKey("k".repeat(70), "v")).isEqualTo("k".repeat(64));
        assertThat(OperationSanitizer.keyFrom("k".repeat(70))).isEqualTo("k".repeat(64));
    }

    @Test
    void makesAKeyInTimeLinearInTheLengthOfTheProposal() {
        String proposed = "a" + "-".repeat(600_000) + "b";

        // only quadratic work takes longer, on any machine
        assertTimeout(Duration.ofSeconds(60), () -> OperationSanitizer.extractedKey(proposed, "v"));
    }

    @Test
    void recognisesWordsOfTheQuoteByTheirFirstLetters() {
        assertThat(OperationSanitizer.sharesWords("Has a preference for tea", "I drank tea"))
                .isTrue();
        assertThat(OperationSanitizer.sharesWords("Vegetarian", "I eat vegetables only"))
                .isTrue();
        assertThat(OperationSanitizer.sharesWords("Owns three dogs", "keep answers short"))
                .isFalse();
        assertThat(OperationSanitizer.sharesWords("I like it", "I like it")).isFalse();
    }

    @Test
    void keepsTheFirstFiveUsableTags() {
        assertThat(OperationSanitizer.extractedTags(
                        Arrays.asList("Style", null, "style", "#!", "x".repeat(31), "a b", "c", "d", "e", "f")))
                .containsExactly("style", "a b", "c", "d", "e");
        assertThat(OperationSanitizer.extractedTags(List.of("#!"))).isNull();
    }
}
