package io.minerstack.agent.memory;

/** The interface to what polls of memory-service have found. */
@FunctionalInterface
public interface MemoryAvailability {

    /** Whether memory-service has stopped answering; false before the first answer. */
    boolean isAway();
}
