package io.minerstack.agent.aggregate;

import static io.minerstack.agent.TestObjects.output;
import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.agent.vote.Vote;
import io.minerstack.agent.vote.VoteCounter;
import io.minerstack.agent.vote.VoteMethod;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AgreementTests {

    @Test
    void computesTheMarginFromTheTwoMostFrequentAnswers() {
        Agreement agreement = agreement("A", "B", "(a)", "C", "Option D");

        assertThat(agreement.method()).isEqualTo(VoteMethod.PLURALITY);
        assertThat(agreement.votes().getFirst()).isEqualTo(new Vote("A", 2, List.of(1, 3)));
        assertThat(agreement.margin()).isEqualTo(0.2);
    }

    @Test
    void countsAllOutputsAndThoseThatTookPart() {
        assertThat(agreement("", "I'm sorry, but I can't answer that.", "Paris", " no update "))
                .extracting(Agreement::n, Agreement::valid)
                .containsExactly(4, 1);
    }

    @Test
    void hasNoEntropyIfAllAgreeAndFullEntropyInATie() {
        assertThat(agreement("Paris", "Paris").entropy()).isZero();
        assertThat(agreement("Paris", "London").entropy()).isEqualTo(1);
    }

    private static Agreement agreement(String... texts) {
        return Agreement.of(
                Objects.requireNonNull(VoteCounter.count(
                        Stream.of(texts).map(text -> output(text)).toList(), "?")),
                Agreement.WORDED_BY_CODE);
    }
}
