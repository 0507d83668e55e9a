package io.minerstack.agent.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordSplitterTests {

    @Test
    void splitsAtEverythingThatIsNoLetterOrDigitAndAroundIdeographs() {
        assertThat(WordSplitter.words("Don't panic: 42 日本")).containsExactly("don", "t", "panic", "42", "日", "本");
    }
}
