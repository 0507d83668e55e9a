package io.minerstack.gateway.identity;

import io.minerstack.servicesupport.text.LowerCaseLabel;

/** Who a request comes from. */
public sealed interface Identity {

    /** The caller sent a valid key. */
    record Authenticated(ApiKey key) implements Identity {}

    /** The caller sent no valid key. Callers learn whether they sent a key, but never why it is refused. */
    record Anonymous(Reason reason) implements Identity {}

    /**
     * The caller sent a key that was valid once. To the caller it is a wrong key like any other.
     *
     * @param keyId the key's id, for the log and metrics
     * @param keyName the key's name, for the log and metrics
     * @param reason {@link Reason#EXPIRED} or {@link Reason#REVOKED}
     */
    record Outdated(String keyId, String keyName, Reason reason) implements Identity {}

    /** Why there is no valid key: only for metrics and the log. */
    enum Reason implements LowerCaseLabel {
        MISSING,
        AMBIGUOUS,
        WRONG,
        EXPIRED,
        REVOKED
    }
}
