package io.minerstack.localllm.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class EngineSlotsTests {

    @Test
    void takesTheSlotWithTheLongestBeginningOfThePromptInItsCache() {
        EngineSlots slots = new EngineSlots(2);
        EngineSlots.Slot first = slots.take(new int[] {1, 2, 3});
        EngineSlots.Slot second = slots.take(new int[] {1, 9, 9});
        slots.release(first, new int[] {1, 2, 3}, 3);
        slots.release(second, new int[] {1, 9, 9}, 3);

        EngineSlots.Slot taken = slots.take(new int[] {1, 9, 9, 4});

        assertThat(taken.id()).isEqualTo(second.id());
        assertThat(taken.cachedTokensOf(new int[] {1, 9, 9, 4})).isEqualTo(3);
    }

    @Test
    void keepsOnlyTheTokensThatWereRead() {
        EngineSlots slots = new EngineSlots(1);
        slots.release(slots.take(new int[] {1, 2, 3}), new int[] {1, 2, 3}, 1);

        assertThat(slots.take(new int[] {1, 2, 3}).cachedTokensOf(new int[] {1, 2, 3}))
                .isEqualTo(1);
    }

    @Test
    void findsAPromptThatIsTheBeginningOfTheCachedOne() {
        EngineSlots slots = new EngineSlots(1);
        slots.release(slots.take(new int[] {1, 2, 3}), new int[] {1, 2, 3}, 3);

        assertThat(slots.take(new int[] {1, 2}).cachedTokensOf(new int[] {1, 2}))
                .isEqualTo(2);
    }

    @Test
    void rejectsMoreGenerationsThanSlots() {
        EngineSlots slots = new EngineSlots(1);
        slots.take(new int[0]);

        assertThatIllegalStateException().isThrownBy(() -> slots.take(new int[0]));
    }
}
