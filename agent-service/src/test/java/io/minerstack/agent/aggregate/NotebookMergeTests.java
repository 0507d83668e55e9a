package io.minerstack.agent.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NotebookMergeTests {

    private static final List<String> THREE = List.of(
            "Alpha shared paragraph here.\n\nBeta shared paragraph now.",
            "Alpha shared paragraph here.\n\nBeta shared paragraph now.\n\nGamma only once at all.",
            "Alpha shared paragraph here.");

    @Test
    void losesNoParagraphOfTwo() {
        String merged =
                merge(List.of("# Sea\n\nWaves and wind are strong today.", "# Sea\n\nFish swim in cold water below."));

        assertThat(merged).contains("# Sea", "Waves and wind are strong today.", "Fish swim in cold water below.");
        assertThat(merged.split("# Sea", -1)).hasSize(2);
    }

    @Test
    void keepsOfManyWhatMostOfThemHave() {
        assertThat(merge(THREE)).contains("Alpha", "Beta").doesNotContain("Gamma");
    }

    @Test
    void takesTheMostTypicalOneWhereComparingWouldBeTooMuch() {
        // two of three share Omega, which the most typical one lacks
        List<String> notebooks = List.of(
                "one two three four five six seven",
                "one two three four five six seven eight\n\nOmega stands in two of them",
                "one two three four five six nine ten\n\nOmega stands in two of them");
        WorkBudget whole = new WorkBudget(WorkBudget.MOST);
        assertThat(NotebookMerge.of(notebooks, whole)).contains("Omega");

        WorkBudget half = new WorkBudget(whole.spent() - 1);
        assertThat(notebooks).contains(NotebookMerge.of(notebooks, half));
        assertThat(half.isOver()).isTrue();
    }

    @Test
    void takesTheLongestWhereNotEvenTheMostTypicalCanBeFound() {
        for (int i = 0; i < 5; i++) {
            List<String> shuffled = new ArrayList<>(THREE);
            Collections.shuffle(shuffled, new Random(i));

            assertThat(NotebookMerge.of(shuffled, new WorkBudget(1))).isEqualTo(THREE.get(1));
        }
    }

    @Test
    void stopsWhereNobodyWaitsAnyMore() {
        WorkBudget effort = new WorkBudget(WorkBudget.MOST);
        effort.stop();

        assertThat(NotebookMerge.of(THREE, effort)).isEqualTo(THREE.get(1));
        assertThat(effort.spent()).isZero();
    }

    @Test
    void comparesOnlySoMuchOfTwentyHugeOnes() {
        List<String> notebooks = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            notebooks.add(huge(new Random(i)));
        }
        WorkBudget effort = new WorkBudget(WorkBudget.MOST);

        assertThat(notebooks).contains(NotebookMerge.of(notebooks, effort));
        assertThat(effort.spent()).isLessThanOrEqualTo(WorkBudget.MOST);
        assertThat(effort.isOver()).isTrue();
    }

    /** About 95 kB in 300 paragraphs of much the same words. */
    private static String huge(Random random) {
        StringBuilder notebook = new StringBuilder();
        for (int paragraph = 0; paragraph < 300; paragraph++) {
            for (int word = 0; word < 45; word++) {
                notebook.append("word").append((char) ('a' + random.nextInt(26)));
                notebook.append((char) ('a' + random.nextInt(4))).append(' ');
            }
            notebook.append("\n\n");
        }
        return notebook.toString().strip();
    }

    private static String merge(List<String> notebooks) {
        return NotebookMerge.of(notebooks, new WorkBudget(WorkBudget.MOST));
    }
}
