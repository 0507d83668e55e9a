package io.minerstack.agent.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.agent.completion.PromptTooLongDetails;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PromptBudgetTests {

    @Test
    void leavesHalfOfASmallContextForTheAnswer() {
        PromptBudget small = new PromptBudget(new PromptProperties(48_000, 4_000), () -> OptionalInt.of(2_048));
        PromptBudget unknown = new PromptBudget(new PromptProperties(48_000, 4_000), OptionalInt::empty);
        PromptBudget large = new PromptBudget(new PromptProperties(48_000, 4_000), () -> OptionalInt.of(8_192));

        assertThat(small.maxCharacters()).isEqualTo(3_072);
        assertThat(unknown.maxCharacters()).isEqualTo(48_000);
        assertThat(large.maxCharacters()).isEqualTo((8_192 - 4_000) * 3);
    }

    @Test
    void shrinksByTheTokenCountsOfTheRefusalOrElseByHalf() {
        PromptBudget small = new PromptBudget(new PromptProperties(48_000, 4_000), () -> OptionalInt.of(2_048));
        PromptBudget unknown = new PromptBudget(new PromptProperties(48_000, 4_000), OptionalInt::empty);

        // 2.9 tokens per character, 50 tokens of instructions; 1,024 tokens are free for the prompt
        assertThat(small.afterRefusal(3_000, 200, new PromptTooLongDetails(8_750, 0)))
                .isBetween(290, 310);
        assertThat(unknown.afterRefusal(3_000, 200, new PromptTooLongDetails(8_750, 2_048)))
                .isBetween(290, 310);
        assertThat(unknown.afterRefusal(3_000, 200, new PromptTooLongDetails(8_750, 0)))
                .isEqualTo(1_500);
        assertThat(small.afterRefusal(3_000, 200, PromptTooLongDetails.UNKNOWN)).isEqualTo(1_500);
        assertThat(small.afterRefusal(3_000, 200, new PromptTooLongDetails(900, 2_048)))
                .isEqualTo(1_500);
    }

    /** Counts of vLLM under load: vllm-project/vllm#33418. */
    @Test
    void shrinksByHalfWhereTheCountsAreNonsense() {
        PromptBudget unknown = new PromptBudget(new PromptProperties(48_000, 4_000), OptionalInt::empty);

        assertThat(unknown.afterRefusal(20_000, 200, new PromptTooLongDetails(8, 3)))
                .isEqualTo(10_000);
    }

    @Test
    void shrinksToAMinimum() {
        PromptBudget small = new PromptBudget(new PromptProperties(48_000, 4_000), () -> OptionalInt.of(2_048));

        assertThat(small.afterRefusal(3_000, 200, new PromptTooLongDetails(900_000, 2_048)))
                .isEqualTo(200);
        assertThat(small.canShrink(201)).isTrue();
        assertThat(small.canShrink(200)).isFalse();
    }
}
