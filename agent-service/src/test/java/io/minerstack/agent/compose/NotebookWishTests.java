package io.minerstack.agent.compose;

import static io.minerstack.agent.TestObjects.input;
import static io.minerstack.agent.TestObjects.output;
import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.agent.contract.AgentComponent;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotebookWishTests {

    @Test
    void asksAPlainQuestionForPlainText() {
        assertThat(NotebookWish.of(AgentComponent.COMPLETE, input("", List.of(), "What is quantum computing?")))
                .isFalse();
        assertThat(NotebookWish.of(AgentComponent.COMPLETE, input("", List.of(output("text")), "And then?")))
                .isFalse();
    }

    @Test
    void asksForANotebookWhereADocumentIsWantedOrThere() {
        assertThat(NotebookWish.of(AgentComponent.COMPLETE, input("Write a poem", List.of(), "about the sea")))
                .isTrue();
        assertThat(NotebookWish.of(AgentComponent.COMPLETE, input("", List.of(output("", "# Sea")), "Translate it")))
                .isTrue();
        assertThat(NotebookWish.of(AgentComponent.REFINE, input("", List.of(output("text")), "More")))
                .isTrue();
        assertThat(NotebookWish.of(AgentComponent.SUMMARY, input("", List.of(output("", "# Sea")), "Sum up")))
                .isTrue();
    }

    @Test
    void neverWritesANotebookAsFeedback() {
        assertThat(NotebookWish.of(AgentComponent.FEEDBACK, input("Write a report", List.of(output("", "n")), "q")))
                .isFalse();
    }
}
