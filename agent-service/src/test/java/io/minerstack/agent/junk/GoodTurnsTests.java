package io.minerstack.agent.junk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GoodTurnsTests {

    private final GoodTurns turns = new GoodTurns();

    @Test
    void forgetsTheTurnsThatWereReadLongestAgo() {
        String used = GoodTurns.digest("q", "used");
        String unused = GoodTurns.digest("q", "unused");
        turns.add(used);
        turns.add(unused);
        for (int i = 0; i < GoodTurns.MAX_TURNS - 1; i++) {
            assertThat(turns.contains(used)).isTrue();
            turns.add(GoodTurns.digest("q", "a" + i));
        }

        assertThat(turns.contains(used)).isTrue();
        assertThat(turns.contains(unused)).isFalse();
    }

    @Test
    void tellsQuestionAndAnswerApart() {
        assertThat(GoodTurns.digest("ab", "c")).isNotEqualTo(GoodTurns.digest("a", "bc"));
    }
}
