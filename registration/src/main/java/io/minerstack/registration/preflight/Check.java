package io.minerstack.registration.preflight;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was looked at.
 *
 * @param id stable, for scripts, such as {@code tls.expiry}; comes once per address where a host has several
 * @param title what was expected
 * @param seen what was there; never the key
 * @param mend what to do about it, or null when there is nothing to do
 */
record Check(
        String id,
        String title,
        Outcome outcome,
        String seen,
        @Nullable String mend) {

    /** Whether the stack's parts are up, by its own word. */
    static final String PARTS = "parts";
    /** Whether its memory took part in a real answer. */
    static final String MEMORY = "complete.memory";

    /** Whether it tells of a stack that answers while a part of it is down. */
    boolean isPartDown() {
        return outcome == Outcome.WARN && (id.equals(PARTS) || id.equals(MEMORY));
    }

    /** The same, with the address that it is about. */
    Check at(InetAddress address) {
        String where = address.getHostAddress();
        return seen.contains(where) ? this : new Check(id, title, outcome, seen + " at " + where, mend);
    }

    static Check pass(String id, String title, String seen) {
        return new Check(id, title, Outcome.PASS, seen, null);
    }

    static Check warn(String id, String title, String seen, String mend) {
        return new Check(id, title, Outcome.WARN, seen, mend);
    }

    static Check fail(String id, String title, String seen, String mend) {
        return new Check(id, title, Outcome.FAIL, seen, mend);
    }

    static Check skip(String id, String title, String why) {
        return new Check(id, title, Outcome.SKIP, why, null);
    }
}
