package io.minerstack.gateway.identity;

import io.minerstack.servicesupport.text.LowerCaseLabel;

/** Who a request comes from. */
public sealed interface Identity {

    /** The caller sent a valid key. */
    record Authenticated(ApiKey key) implements Identity {}

    /** The caller sent no valid key. Callers learn whether they sent a key, but never why it is refused. */
    record Anonymous(Reason reason) implements Identity {}

    /** Why there is no valid key: only for metrics. */
    enum Reason implements LowerCaseLabel {
        MISSING,
        AMBIGUOUS,
        WRONG,
        EXPIRED,
        REVOKED
    }
}
