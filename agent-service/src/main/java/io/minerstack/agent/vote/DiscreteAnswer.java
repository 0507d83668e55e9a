package io.minerstack.agent.vote;

/**
 * A short final answer that can be compared exactly: a number, a date, yes or no, a letter, or a few words.
 *
 * @param kind answers of different kinds are never equal
 * @param key equal for equal answers, such as {@code 1000} for {@code 1,000.0}
 * @param displayText the answer as people read it
 */
public record DiscreteAnswer(Kind kind, String key, String displayText) implements Comparable<DiscreteAnswer> {

    /** Whether kind and key are equal; the display text may differ. */
    public boolean isSameAs(DiscreteAnswer other) {
        return kind == other.kind && key.equals(other.key);
    }

    @Override
    public int compareTo(DiscreteAnswer other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : key.compareTo(other.key);
    }

    /** The kinds of discrete answers. */
    public enum Kind {
        NUMBER,
        DATE,
        BOOLEAN,
        LETTER,
        WORDS
    }
}
