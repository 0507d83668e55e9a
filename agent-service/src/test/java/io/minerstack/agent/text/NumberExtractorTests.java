package io.minerstack.agent.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    void readsGroupsOnlyWhereTheyAreComplete() {
        assertThat(NumberExtractor.extract("1,234,567.50")).containsExactly("1234567.5");
        assertThat(NumberExtractor.extract("1,234,56")).containsExactly("1", "234", "56");
        assertThat(NumberExtractor.extract("1,234,")).containsExactly("1", "234");
        assertThat(NumberExtractor.extract("0012.0")).containsExactly("12");
        assertThat(NumberExtractor.extract("9".repeat(31))).isEmpty();
    }

    /** The regular expression says what a number is; the scanner says it in linear steps. */
    @Test
    void findsTheSameNumbersAsTheRegularExpression() {
        Pattern inText =
                Pattern.compile("(?<![\\p{L}\\d.])" + NumberExtractor.NUMBER + "(?!\\d)(?:(?:\\.|a{1,30})\\d+)*");
        Random random = new Random(17);
        String alphabet = "1120,,..-+ a$\n";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(30);
            for (int j = 0; j < length; j++) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            List<String> expected = new ArrayList<>();
            Matcher matcher = inText.matcher(text);
            while (matcher.find()) {
                expected.add(matcher.group());
            }
            assertThat(NumberExtractor.find(text.toString()).stream()
                            .map(number -> text.substring(number.start(), number.end())))
                    .as(text.toString())
                    .isEqualTo(expected);
        }
    }

    /** The square of these lengths would take minutes. */
    @Test
    void readsHostileTexts() {
        assertThat(NumberExtractor.extract("111,".repeat(250_000))).hasSize(250_000);
        assertThat(NumberExtractor.extract("1".repeat(1_000_000))).isEmpty();
        assertThat(NumberExtractor.extract("1.".repeat(500_000))).hasSize(1);
        assertThat(NumberExtractor.extract("-" + " ".repeat(1_000_000) + "-1")).hasSize(1);
        assertThat(NumberExtractor.extract(" -".repeat(500_000) + "1")).hasSize(1);
        assertThat(NumberExtractor.extract("1a".repeat(500_000))).hasSize(1);
        assertThat(NumberExtractor.extract("1" + "a".repeat(1_000_000))).hasSize(1);
        assertThat(NumberExtractor.extract("minus ".repeat(100_000) + "1")).hasSize(1);
        assertThat(NumberExtractor.extract("1 h ".repeat(100_000))).hasSize(100_000);
        assertThat(NumberExtractor.extract("1 million ".repeat(100_000))).hasSize(100_000);
        assertThat(NumberExtractor.extract("1\u00b2".repeat(300_000))).hasSize(1);
        assertThat(NumberExtractor.extract("1.000.".repeat(100_000))).hasSize(1);
    }

    @Test
    void readsWhatIsMadeOfDigitsAndNoNumberAsOneValue() {
        assertThat(NumberExtractor.extract("1.2.3 at 3:30, 1/2/2024, 007, 3h30x and 2^5"))
                .containsExactly("1.2.3", "3:30", "1/2/2024", "007", "3h30", "2^5");
        assertThat(List.of("1.2.3", "3:30", "007", "1/3", "-", "")).noneMatch(NumberExtractor::isNumber);
        assertThat(List.of("0", "-1", "0.5", "1000")).allMatch(NumberExtractor::isNumber);
    }

    @Test
    void ignoresDigitsWithinWords() {
        assertThat(NumberExtractor.extract("H2O and version v18")).isEmpty();
    }
}
