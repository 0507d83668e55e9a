package io.minerstack.agent.vote;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.agent.text.TextFeatures;
import java.util.List;
import org.junit.jupiter.api.Test;

class MedoidTests {

    private static final Candidate COMMON = candidate(1, "the sea is blue today");
    private static final Candidate LONGER = candidate(2, "the sea is blue and calm today");
    private static final Candidate DIFFERENT = candidate(3, "mountains are high");

    @Test
    void findsTheCandidateThatIsMostSimilarToAllOthers() {
        List<Candidate> all = List.of(DIFFERENT, LONGER, candidate(4, "the sea is blue"), COMMON);

        assertThat(Medoid.of(all, all)).isEqualTo(COMMON);
    }

    @Test
    void choosesTheAlphabeticallyFirstOfEquallySimilarCandidates() {
        List<Candidate> all = List.of(LONGER, COMMON);

        assertThat(Medoid.of(all, all)).isEqualTo(LONGER);
    }

    private static Candidate candidate(int position, String text) {
        return new Candidate(position, text, TextFeatures.of(text));
    }
}
