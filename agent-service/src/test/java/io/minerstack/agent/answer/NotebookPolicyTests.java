package io.minerstack.agent.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.agent.contract.Output;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotebookPolicyTests {

    @Test
    void staysEmptyWhereNothingWasThereAndNothingWasWritten() {
        assertThat(NotebookPolicy.after(List.of(), null)).isEqualTo("no update");
    }

    @Test
    void keepsThePreviousNotebookWhereNothingChanged() {
        assertThat(NotebookPolicy.after(List.of("# The sea"), null)).isEqualTo("# The sea");
    }

    @Test
    void takesWhatWasWritten() {
        assertThat(NotebookPolicy.after(List.of("old"), "new")).isEqualTo("new");
        assertThat(NotebookPolicy.after(List.of(), "new")).isEqualTo("new");
    }

    @Test
    void neverLeavesSeveralNotebooksWithoutAnUpdate() {
        assertThat(NotebookPolicy.after(List.of("a", "b", "a"), null)).isEqualTo("a\n\n---\n\nb");
    }

    @Test
    void cutsAtTheLimitsWithAMark() {
        Output output = AnswerGuard.output("\uD83D\uDC1F".repeat(60_000), "n".repeat(100_001));

        assertThat(output.immediateResponse()
                        .codePointCount(0, output.immediateResponse().length()))
                .isEqualTo(50_000);
        assertThat(output.immediateResponse()).endsWith("[... cut at 50000 characters]");
        assertThat(output.notebook()).hasSize(100_000).endsWith("[... cut at 100000 characters]");
    }

    @Test
    void leavesTextsAtTheLimitAlone() {
        assertThat(AnswerGuard.output("r".repeat(50_000), "n".repeat(100_000)))
                .isEqualTo(new Output("r".repeat(50_000), "n".repeat(100_000)));
    }

    @Test
    void mendsWhatNoReaderCouldTake() {
        assertThat(AnswerGuard.output("a\uD800\u0000", "no update").immediateResponse())
                .isEqualTo("a\uFFFD\uFFFD");
    }
}
