package io.minerstack.agent.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.agent.contract.Output;
import io.minerstack.servicesupport.text.CodePoints;
import org.junit.jupiter.api.Test;

class AnswerGuardTests {

    @Test
    void cutsAtTheLimitsWithAMark() {
        Output output = AnswerGuard.output("🐟".repeat(60_000), "n".repeat(100_001));

        assertThat(CodePoints.length(output.immediateResponse())).isEqualTo(50_000);
        assertThat(output.immediateResponse()).endsWith("[... cut at 50000 characters]");
        assertThat(output.notebook()).hasSize(100_000).endsWith("[... cut at 100000 characters]");
    }

    @Test
    void leavesTextsAtTheLimitUnchanged() {
        assertThat(AnswerGuard.output("r".repeat(50_000), "n".repeat(100_000)))
                .isEqualTo(new Output("r".repeat(50_000), "n".repeat(100_000)));
    }

    @Test
    void replacesCharactersThatUtf8OrADatabaseCannotHold() {
        assertThat(AnswerGuard.output("a\uD800\u0000", "no update").immediateResponse())
                .isEqualTo("a\uFFFD\uFFFD");
    }
}
