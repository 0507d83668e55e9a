package io.minerstack.agent.recall;

/** memory-service could not be reached, or did not do what was asked. */
public class MemoryUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean passing;

    /**
     * @param passing whether the same may work a moment later
     */
    public MemoryUnavailable(String why, boolean passing) {
        super(why, null, false, false);
        this.passing = passing;
    }

    boolean isPassing() {
        return passing;
    }
}
