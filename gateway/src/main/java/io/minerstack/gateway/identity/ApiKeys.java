package io.minerstack.gateway.identity;

/**
 * The keys that are valid at this moment. Answers from memory, since every request waits for the answer. An adapter
 * that reads keys from elsewhere refreshes them in the background, and decides about expiry and revocation.
 */
@FunctionalInterface
interface ApiKeys {

    /**
     * Finds a key. The time that this takes must not depend on how much of the presented key is right.
     *
     * @param presented what the caller sent, not empty
     */
    Identity find(String presented);
}
