package io.minerstack.memory.playbook.retraction;

import java.util.List;

/**
 * Parts of words of which a text has at least one if a pattern finds something in it. A search for a few hundred of
 * them costs a hundredth of a look with a pattern of many languages, and most texts have none.
 */
final class Stems {

    private final List<String> stems;

    private Stems(List<String> stems) {
        this.stems = stems;
    }

    /**
     * Stems in one text.
     *
     * @param lines stems between spaces or line breaks; an underscore stands for a space within a stem
     */
    static Stems of(String lines) {
        return new Stems(List.of(lines.strip().split("\\s+")).stream()
                .map(stem -> stem.replace('_', ' '))
                .toList());
    }

    /** Whether a folded text has one of them. */
    boolean occurIn(String folded) {
        for (String stem : stems) {
            if (folded.contains(stem)) {
                return true;
            }
        }
        return false;
    }
}
