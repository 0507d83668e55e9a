package io.minerstack.agent.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CourtesyFilterTests {

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "👍", "Thanks!", "thank you very much", "Great job :-)", "...", "I like it"})
    void findsNothingToLearnInACourtesy(String feedback) {
        assertThat(CourtesyFilter.hasNothingToLearn(feedback)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"I prefer short answers", "Thanks, but use metric units", "短くして"})
    void letsFeedbackWithSubstancePass(String feedback) {
        assertThat(CourtesyFilter.hasNothingToLearn(feedback)).isFalse();
    }
}
