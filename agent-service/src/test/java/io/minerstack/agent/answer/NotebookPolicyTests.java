package io.minerstack.agent.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NotebookPolicyTests {

    @Test
    void givesNoUpdateWithoutPreviousAndNewNotebook() {
        assertThat(NotebookPolicy.choose(List.of(), null)).isEqualTo("no update");
    }

    @Test
    void keepsThePreviousNotebookWithoutANewOne() {
        assertThat(NotebookPolicy.choose(List.of("# The sea"), null)).isEqualTo("# The sea");
    }

    @Test
    void takesTheNewNotebook() {
        assertThat(NotebookPolicy.choose(List.of("old"), "new")).isEqualTo("new");
        assertThat(NotebookPolicy.choose(List.of(), "new")).isEqualTo("new");
    }

    @Test
    void joinsSeveralPreviousNotebooksWithoutANewOne() {
        assertThat(NotebookPolicy.choose(List.of("a", "b", "a"), null)).isEqualTo("a\n\n---\n\nb");
    }
}
