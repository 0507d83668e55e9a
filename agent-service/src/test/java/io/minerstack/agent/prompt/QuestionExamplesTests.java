package io.minerstack.agent.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionExamplesTests {

    @ParameterizedTest
    @ValueSource(
            strings = {"What is the capital of Japan?", "Who has been king since 2011? ", "On WHICH continent is Egypt?"
            })
    void aQuestionGetsExamples(String query) {
        assertThat(QuestionExamples.of("Answer the question.", List.of(query))).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Describe dogs in at most 20 words.",
                "What is 5 times 3?",
                "Oskar has lived in Brenford since 2011.\n\nWhere does Oskar live?",
                "Tom has 3 apples and buys 4 more. How many does he have?",
                "日本の首都はどこですか？",
                "Quelle est la capitale du Japon ?",
                "Was ist die Hauptstadt von Japan?",
                "Wo ist das?",
                "?"
            })
    void anOrderACalculationAQuestionAboutATextOrInAnotherLanguageGetsNone(String query) {
        assertThat(QuestionExamples.of("", List.of(query))).isEmpty();
    }

    @Test
    void aTaskThatWishesAnotherFormKeepsTheExamplesOut() {
        assertThat(QuestionExamples.of("Answer in French with a long essay.", List.of("What is rain?")))
                .isEmpty();
    }

    @Test
    void severalQuestionsGetNone() {
        assertThat(QuestionExamples.of("", List.of("What is rain?", "What is snow?")))
                .isEmpty();
    }
}
