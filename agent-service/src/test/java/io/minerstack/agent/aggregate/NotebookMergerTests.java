package io.minerstack.agent.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.agent.text.WorkBudget;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NotebookMergerTests {

    private static final List<String> THREE = List.of(
            "Alpha shared paragraph here.\n\nBeta shared paragraph now.",
            "Alpha shared paragraph here.\n\nBeta shared paragraph now.\n\nGamma only once at all.",
            "Alpha shared paragraph here.");

    @Test
    void keepsAllParagraphsOfTwoNotebooks() {
        String merged =
                merge(List.of("# Sea\n\nWaves and wind are strong today.", "# Sea\n\nFish swim in cold water below."));

        assertThat(merged).contains("# Sea", "Waves and wind are strong today.", "Fish swim in cold water below.");
        assertThat(merged.split("# Sea", -1)).hasSize(2);
    }

    @Test
    void keepsTheParagraphsOfMoreThanHalfOfTheNotebooks() {
        assertThat(merge(THREE)).contains("Alpha", "Beta").doesNotContain("Gamma");
    }

    @Test
    void returnsTheMostTypicalNotebookIfTheBudgetEndsWhileMerging() {
        // two of three notebooks have Omega, and the most typical notebook does not
        List<String> notebooks = List.of(
                "one two three four five six seven",
                "one two three four five six seven eight\n\nOmega stands in two of them",
                "one two three four five six nine ten\n\nOmega stands in two of them");
        WorkBudget enough = new WorkBudget(WorkBudget.DEFAULT_UNITS);
        assertThat(NotebookMerger.merge(notebooks, enough)).contains("Omega");

        WorkBudget tooSmall = new WorkBudget(enough.spent() - 1);
        assertThat(notebooks).contains(withoutMark(NotebookMerger.merge(notebooks, tooSmall), 2));
        assertThat(tooSmall.isExhausted()).isTrue();
    }

    @Test
    void returnsTheLongestNotebookIfTheBudgetEndsBeforeTheBaseIsFound() {
        for (int i = 0; i < 5; i++) {
            List<String> shuffled = new ArrayList<>(THREE);
            Collections.shuffle(shuffled, new Random(i));

            assertThat(withoutMark(NotebookMerger.merge(shuffled, new WorkBudget(1)), 2))
                    .isEqualTo(THREE.get(1));
        }
    }

    @Test
    void marksTheNotebookThatIsLeftOutOfTwo() {
        assertThat(NotebookMerger.merge(List.of("One is long", "Two"), new WorkBudget(1)))
                .isEqualTo("One is long\n\n[... 1 other notebook was too long to compare and left out]");
    }

    @Test
    void stopsWhenTheBudgetIsCancelled() {
        WorkBudget budget = new WorkBudget(WorkBudget.DEFAULT_UNITS);
        budget.cancel();

        assertThat(withoutMark(NotebookMerger.merge(THREE, budget), 2)).isEqualTo(THREE.get(1));
        assertThat(budget.spent()).isZero();
    }

    @Test
    void staysWithinTheBudgetWithTwentyLargeNotebooks() {
        List<String> notebooks = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            notebooks.add(large(new Random(i)));
        }
        WorkBudget budget = new WorkBudget(WorkBudget.DEFAULT_UNITS);

        assertThat(notebooks).contains(withoutMark(NotebookMerger.merge(notebooks, budget), 19));
        assertThat(budget.spent()).isLessThanOrEqualTo(WorkBudget.DEFAULT_UNITS);
        assertThat(budget.isExhausted()).isTrue();
    }

    @Test
    void keepsALongNotebookWholeAndMarksWhatIsLeftOut() {
        String four = paragraphs("north", 400);
        String ten = paragraphs("south", 10);

        assertThat(merge(List.of(ten, four)))
                .contains(four)
                .contains("south10 is")
                .doesNotContain("left out");
        assertThat(merge(List.of(four, paragraphs("south", 410))))
                .contains("[... 100 paragraphs were not compared and are left out]");
    }

    /** What stands before the mark, which has to be there. */
    private static String withoutMark(String merged, int leftOut) {
        String mark = "\n\n[... " + leftOut + " other notebooks were too long to compare and left out]";
        assertThat(merged).endsWith(mark);
        return merged.substring(0, merged.length() - mark.length());
    }

    private static String paragraphs(String name, int count) {
        StringBuilder notebook = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            notebook.append(name)
                    .append(i)
                    .append(" is ")
                    .append(name)
                    .append("Place")
                    .append(i)
                    .append(".\n\n");
        }
        return notebook.toString().strip();
    }

    /** About 95 kB in 300 paragraphs with similar words. */
    private static String large(Random random) {
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
        return NotebookMerger.merge(notebooks, new WorkBudget(WorkBudget.DEFAULT_UNITS));
    }
}
