package io.minerstack.llmproxy.completion;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SurrogatesTests {

    private static final String SMILE = "😀";

    @Test
    void keepsTextAsItIs() {
        String text = "One " + SMILE + " two";

        assertThat(Surrogates.repaired(text)).isSameAs(text);
        assertThat(new Surrogates().next(text)).isSameAs(text);
    }

    @Test
    void joinsTheHalvesOfACharacter() {
        Surrogates surrogates = new Surrogates();

        assertThat(surrogates.next("a" + SMILE.charAt(0))).isEqualTo("a");
        assertThat(surrogates.next(SMILE.charAt(1) + "b")).isEqualTo(SMILE + "b");
    }

    @Test
    void writesNothingForHalfACharacterAlone() {
        Surrogates surrogates = new Surrogates();

        assertThat(surrogates.next(SMILE.substring(0, 1))).isNull();
        assertThat(surrogates.next(null)).isNull();
        assertThat(surrogates.next(SMILE.substring(1))).isEqualTo(SMILE);
    }

    @Test
    void replacesHalvesThatDoNotFit() {
        String half = SMILE.substring(0, 1);
        String other = SMILE.substring(1);

        assertThat(Surrogates.repaired(other + half + SMILE + half)).isEqualTo("��" + SMILE + "�");
    }
}
