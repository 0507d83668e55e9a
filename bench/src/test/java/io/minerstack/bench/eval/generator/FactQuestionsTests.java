package io.minerstack.bench.eval.generator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FactQuestionsTests {

    @Test
    void theAnswerStandsInTheTextBesideAWrongOne() {
        for (long seed = 1; seed <= 20; seed++) {
            for (JsonNode question : new FactQuestions().generate(seed)) {
                String text = question.path("query").asString();
                String answer = question.at("/expect/accept/0").asString();
                assertThat(text).contains(answer);
                for (JsonNode wrong : question.at("/expect/reject")) {
                    assertThat(text).contains(wrong.asString());
                    assertThat(wrong.asString()).isNotEqualTo(answer);
                }
            }
        }
    }

    @Test
    void theQuestionDoesNotGiveTheAnswerAway() {
        for (JsonNode question : new FactQuestions().generate(1)) {
            String[] parts = question.path("query").asString().split("\n\n", -1);
            assertThat(parts[1]).doesNotContain(question.at("/expect/accept/0").asString());
        }
    }
}
