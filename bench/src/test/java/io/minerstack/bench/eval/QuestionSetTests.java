package io.minerstack.bench.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.minerstack.bench.eval.generator.QuestionGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QuestionSetTests {

    private static final Path FILES = Path.of("src/main/resources/eval");

    /** {@code -Deval.sets=write} writes the published files anew. */
    @ParameterizedTest
    @EnumSource
    void thePublishedFileIsWhatTheGeneratorWrites(QuestionSet set) throws IOException {
        if (set.generator().isEmpty()) {
            return;
        }
        QuestionGenerator generator = set.generator().orElseThrow();
        String lines = generator.generate(QuestionSet.PUBLISHED_SEED).stream()
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        Path file = FILES.resolve(set.label() + ".jsonl");
        if ("write".equals(System.getProperty("eval.sets"))) {
            Files.writeString(file, lines);
        }
        assertThat(file).content().isEqualTo(lines);
    }

    @ParameterizedTest
    @EnumSource
    void everyQuestionHasItsOwnIdAndItsOwnText(QuestionSet set) {
        List<Question> questions = set.published();
        assertThat(questions).isNotEmpty();
        assertThat(questions).extracting(Question::id).doesNotHaveDuplicates();
        assertThat(texts(questions)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void anotherSeedGivesOtherQuestionsAndTheSameSeedTheSame(QuestionSet set) {
        if (set.generator().isEmpty() || set == QuestionSet.INSTRUCTIONS) {
            return;
        }
        assertThat(texts(set.fresh(5))).isEqualTo(texts(set.fresh(5))).isNotEqualTo(texts(set.fresh(6)));
    }

    private static List<String> texts(List<Question> questions) {
        return questions.stream()
                .map(question -> question.query() + question.previous() + question.before())
                .toList();
    }

    @Test
    void findsSetsByTheirLabels() {
        assertThat(QuestionSet.of("facts, knowledge")).containsExactly(QuestionSet.FACTS, QuestionSet.KNOWLEDGE);
    }

    @Test
    void refusesAnUnknownSetAndNamesTheKnownOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QuestionSet.of("facts,poems"))
                .withMessageContaining("poems")
                .withMessageContaining("knowledge");
    }
}
