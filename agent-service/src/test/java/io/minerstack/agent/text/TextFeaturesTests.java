package io.minerstack.agent.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextFeaturesTests {

    @Test
    void treatsAStatementAndItsNegationAsAContradiction() {
        TextFeatures one = TextFeatures.of("The drug is safe for small children to take daily.");
        TextFeatures other = TextFeatures.of("The drug is not safe for small children to take daily.");

        assertThat(one.isEquivalentTo(other)).isFalse();
        assertThat(one.contradicts(other)).isTrue();
    }
}
