package io.minerstack.agent.recall;

/** memory-service could not be reached, or did not do what was asked. */
public class MemoryUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MemoryUnavailable(String why) {
        super(why, null, false, false);
    }
}
