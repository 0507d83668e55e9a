package io.minerstack.llmproxy.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PrefixMemoryTests {

    private static final int BLOCK = PromptPrefix.BLOCK_BYTES;

    @Test
    void knowsTheBeginningThatItGot() {
        PrefixMemory memory = new PrefixMemory(100 * BLOCK);
        memory.add(Prompts.of(List.of(Prompts.text("system", 4), Prompts.text("one", 5))));

        assertThat(memory.knownBytes(Prompts.of(List.of(Prompts.text("system", 4), Prompts.text("two", 5)))))
                .isEqualTo(4 * BLOCK);
        assertThat(memory.knownBytes(Prompts.of("other", 9))).isZero();
        assertThat(memory.knownBytes(PromptPrefix.NONE)).isZero();
    }

    @Test
    void dropsTheOldestAndItsEndFirst() {
        PrefixMemory memory = new PrefixMemory(10 * BLOCK);
        PromptPrefix old = Prompts.of("old", 6);
        PromptPrefix young = Prompts.of("young", 7);
        memory.add(old);
        memory.add(young);

        assertThat(memory.knownBytes(young)).isEqualTo(7 * BLOCK);
        assertThat(memory.knownBytes(old)).isEqualTo(3 * BLOCK);
        assertThat(memory.size()).isEqualTo(10);
    }

    @Test
    void aLookIsNoUse() {
        PrefixMemory memory = new PrefixMemory(10 * BLOCK);
        PromptPrefix looked = Prompts.of("looked", 5);
        memory.add(looked);
        memory.add(Prompts.of("used", 5));
        memory.knownBytes(looked);
        memory.add(Prompts.of("third", 5));

        assertThat(memory.knownBytes(looked)).isZero();
    }

    @Test
    void keepsTheBeginningOfAPromptThatIsLongerThanItself() {
        PrefixMemory memory = new PrefixMemory(10 * BLOCK);
        PromptPrefix longer = Prompts.of("long", 30);
        memory.add(longer);

        assertThat(memory.knownBytes(longer)).isEqualTo(10 * BLOCK);
        assertThat(memory.size()).isEqualTo(10);
    }

    @Test
    void aMemoryOfNothingKnowsNothing() {
        PrefixMemory none = new PrefixMemory(0);
        none.add(Prompts.of("a", 3));
        PrefixMemory cleared = new PrefixMemory(10 * BLOCK);
        cleared.add(Prompts.of("a", 3));
        cleared.clear();

        assertThat(none.knownBytes(Prompts.of("a", 3))).isZero();
        assertThat(cleared.knownBytes(Prompts.of("a", 3))).isZero();
    }

    /** Few looks find the right length only if no block is here without those before it. */
    @Test
    void neverKnowsABlockWithoutThoseBeforeIt() {
        PrefixMemory memory = new PrefixMemory(25 * BLOCK);
        for (int step = 0; step < 400; step++) {
            String word = "w" + step * step % 7;
            PromptPrefix prompt = Prompts.of(List.of(Prompts.text(word, 3), Prompts.text("end" + step % 5, step % 9)));
            memory.add(prompt);
            for (int other = 0; other < 7; other++) {
                PromptPrefix looked = Prompts.of(List.of(Prompts.text("w" + other, 3), Prompts.text("end2", 8)));
                assertThat(memory.knownBytes(looked)).isEqualTo((long) BLOCK * knownOneByOne(memory, looked));
            }
        }
    }

    private static int knownOneByOne(PrefixMemory memory, PromptPrefix prompt) {
        int known = 0;
        while (known < prompt.blocks() && memory.has(prompt.hash(known))) {
            known++;
        }
        return known;
    }
}
