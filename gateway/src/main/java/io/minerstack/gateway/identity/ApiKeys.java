package io.minerstack.gateway.identity;

/**
 * The keys that are valid at this moment. Answers from memory, because every request waits for it; an adapter that reads
 * keys from elsewhere refreshes behind this port, and decides about expiry and revocation.
 */
@FunctionalInterface
public interface ApiKeys {

    /**
     * Finds a key in a time that does not depend on how much of it is right.
     *
     * @param presented what the caller sent, not empty
     */
    Identity find(String presented);
}
