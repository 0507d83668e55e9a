package io.minerstack.agent.junk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.minerstack.agent.profile.ModelProfile.PromptStyle;
import io.minerstack.agent.prompt.PromptTemplates;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JunkDetectorTests {

    private static final String GERMAN =
            "Der Himmel ist blau, weil die Luft das blaue Licht der Sonne stärker streut als das rote Licht.";
    private static final int LONG = 200_000;

    private final JunkDetector detector = new JunkDetector();

    @Test
    void takesALanguageThatThePlaybookNamesForRight() {
        String query = "Why is the sky blue, and why is it red in the evening?";

        assertThat(reason(GERMAN, query, List.of(), List.of())).isEqualTo(JunkReason.WRONG_LANGUAGE);
        assertThat(reason(GERMAN, query, List.of(), List.of("Always answer in German.")))
                .isNull();
        assertThat(reason(GERMAN, query, List.of(), List.of("Bitte antworte immer auf Deutsch.")))
                .isNull();
    }

    @Test
    void takesTheLanguageOfTheMaterialForRight() {
        assertThat(reason(
                        "The report says that the sky is blue and that the sea is blue, and nothing more than that.",
                        "Fasse die Berichte für die Leute zusammen",
                        List.of("The sky is blue, and the sea is blue because of the sky."),
                        List.of()))
                .isNull();
    }

    @Test
    void checksOnlyTheRepetitionsOfADocument() {
        AnsweredRequest request = request("Write a plan for the move", List.of(), List.of());

        assertThat(detector.checkDocument(GERMAN, false, request)).isNull();
        assertThat(detector.checkDocument("# Plan\n\n" + "Pack all the boxes. ".repeat(50), false, request))
                .isNotNull()
                .extracting(JunkFinding::bestPart)
                .isEqualTo("# Plan\n\nPack all the boxes.");
    }

    @Test
    void judgesTheLanguageOfALongTextByItsEnds() {
        String query = "Why is the sky blue, and why is it red in the evening?";
        String german = german(150);
        String numbers = numbers(10_000);

        assertThat(reason(german + numbers + german, query, List.of(), List.of()))
                .isEqualTo(JunkReason.WRONG_LANGUAGE);
        assertThat(reason(numbers + german + numbers, query, List.of(), List.of()))
                .isNull();
    }

    @Test
    void findsWhereTheLinesOfALongTextBeginToRepeat() {
        String line = "The ship leaves the old port at noon.";
        String plan = "# Plan\n\n" + "Pack all the boxes ".repeat(100).strip() + ".\n";
        String repeated = IntStream.rangeClosed(1, 2_000)
                .mapToObj(number -> number + ". " + line + "\n")
                .collect(Collectors.joining());
        AnsweredRequest request = request("Write a plan for the move", List.of(), List.of());

        assertThat(detector.checkDocument(plan + repeated, false, request))
                .isNotNull()
                .extracting(JunkFinding::bestPart)
                .isEqualTo(plan + "1. " + line);
        assertThat(detector.checkDocument(
                        repeated.substring(0, 12_000) + numbers(10_000) + repeated.substring(0, 12_000),
                        false,
                        request))
                .as("ends that say the same around a long middle that does not")
                .isNull();
    }

    /** Different German sentences. */
    private static String german(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> number + ": " + GERMAN + "\n")
                .collect(Collectors.joining());
    }

    /** Lines that have no language, each another one. */
    private static String numbers(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "x" + number + " = " + 7 * number + "\n")
                .collect(Collectors.joining());
    }

    static Stream<String> instructions() {
        return Arrays.stream(PromptTemplates.values())
                .flatMap(template -> Arrays.stream(PromptStyle.values()).map(template::text))
                .filter(text -> !text.isEmpty())
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("instructions")
    void takesOurOwnInstructionsForAnEcho(String instruction) {
        assertThat(reason(instruction, "What is the capital of Japan?", List.of(), List.of()))
                .isEqualTo(JunkReason.ECHO);
    }

    static Stream<String> hostileTexts() {
        return Stream.of(
                "a".repeat(LONG),
                "ab".repeat(LONG / 2),
                " ".repeat(LONG) + "x",
                ".".repeat(LONG),
                "\n".repeat(LONG) + "x",
                "`".repeat(LONG),
                "```\n".repeat(LONG / 4),
                "<".repeat(LONG),
                "| 0 ".repeat(LONG / 4),
                "1. ".repeat(LONG / 3),
                "*\"'".repeat(LONG / 3),
                "a\u0301".repeat(LONG / 2),
                "e" + "\u0301".repeat(LONG),
                "\u0130".repeat(LONG),
                "https://".repeat(LONG / 8),
                "Sure: ".repeat(LONG / 6),
                "a".repeat(LONG / 2) + "b".repeat(LONG / 2),
                fibonacci(LONG),
                "\ud83d\ude00".repeat(LONG / 2),
                "\ud83d".repeat(LONG));
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    @Timeout(60)
    void readsHostileTextsInLinearSteps(String text) {
        AnsweredRequest request = request("zero zeros " + text, List.of(text), List.of(text));

        assertThatNoException().isThrownBy(() -> {
            detector.check(text, true, request);
            detector.check(text, false, request);
        });
    }

    /** The word with the most different repetitions for its length. */
    private static String fibonacci(int length) {
        String shorter = "a";
        String longer = "ab";
        while (longer.length() < length) {
            String next = longer + shorter;
            shorter = longer;
            longer = next;
        }
        return longer;
    }

    private @Nullable JunkReason reason(String answer, String query, List<String> material, List<String> memory) {
        JunkFinding finding = detector.check(answer, false, request(query, material, memory));
        return finding == null ? null : finding.reason();
    }

    private static AnsweredRequest request(String query, List<String> material, List<String> memory) {
        return AnsweredRequest.of("", List.of(query), material, memory, false);
    }
}
