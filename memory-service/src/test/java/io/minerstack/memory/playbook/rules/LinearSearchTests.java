package io.minerstack.memory.playbook.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LinearSearchTests {

    @Test
    void findsWhatContainsFinds() {
        Random random = new Random(17);
        for (int i = 0; i < 5_000; i++) {
            String text = word(random, 20);
            String wanted = word(random, 5);
            assertThat(LinearSearch.contains(text, wanted)).isEqualTo(text.contains(wanted));
        }
    }

    private static String word(Random random, int max) {
        StringBuilder word = new StringBuilder();
        for (int n = random.nextInt(max); n > 0; n--) {
            word.append(random.nextBoolean() ? 'a' : 'b');
        }
        return word.toString();
    }
}
