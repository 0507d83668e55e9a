package io.minerstack.agent.vote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DisjointSetsTests {

    @Test
    void groupsElementsThatAreEquivalentThroughOthers() {
        assertThat(DisjointSets.of(List.of(1, 3, 9, 2), (one, other) -> Math.abs(one - other) == 1))
                .containsExactlyInAnyOrder(List.of(1, 3, 2), List.of(9));
    }

    @Test
    void hasNoGroupsWithoutElements() {
        assertThat(DisjointSets.of(List.of(), (one, other) -> true)).isEmpty();
    }
}
