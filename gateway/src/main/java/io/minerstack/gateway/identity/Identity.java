package io.minerstack.gateway.identity;

import java.util.Locale;

/** Who a request comes from. */
public sealed interface Identity {

    /** A valid key. */
    record Known(ApiKey key) implements Identity {}

    /** No valid key. Callers learn whether they sent one, never why it is refused. */
    record Unknown(Reason reason) implements Identity {}

    /** For metrics alone. */
    enum Reason {
        MISSING,
        AMBIGUOUS,
        WRONG,
        EXPIRED,
        REVOKED;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
