package io.minerstack.agent.aggregate;

/**
 * A discrete answer.
 *
 * @param kind what it was read as; answers of different kinds are never the same
 * @param key equal for equal answers
 * @param shown how it is shown to people
 */
record DiscreteAnswer(Kind kind, String key, String shown) implements Comparable<DiscreteAnswer> {

    boolean isSameAs(DiscreteAnswer other) {
        return kind == other.kind && key.equals(other.key);
    }

    @Override
    public int compareTo(DiscreteAnswer other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : key.compareTo(other.key);
    }

    /** Kinds of discrete answers. */
    enum Kind {
        NUMBER,
        DATE,
        BOOLEAN,
        LETTER,
        WORDS
    }
}
