package io.minerstack.registration.preflight.report;

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
public record CheckResult(
        String id,
        String title,
        CheckOutcome outcome,
        String seen,
        @Nullable String mend) {

    /** Whether the stack's parts are up, by its own word. */
    public static final String PARTS = "parts";
    /** Whether its memory took part in a real answer. */
    public static final String MEMORY = "complete.memory";

    /** Whether it tells of a stack that answers while a part of it is down. */
    public boolean isPartDown() {
        return outcome == CheckOutcome.WARN && (id.equals(PARTS) || id.equals(MEMORY));
    }

    /** The same, with the address that it is about. */
    public CheckResult at(InetAddress address) {
        String where = address.getHostAddress();
        return seen.contains(where) ? this : new CheckResult(id, title, outcome, seen + " at " + where, mend);
    }

    public static CheckResult pass(String id, String title, String seen) {
        return new CheckResult(id, title, CheckOutcome.PASS, seen, null);
    }

    public static CheckResult warn(String id, String title, String seen, String mend) {
        return new CheckResult(id, title, CheckOutcome.WARN, seen, mend);
    }

    public static CheckResult fail(String id, String title, String seen, String mend) {
        return new CheckResult(id, title, CheckOutcome.FAIL, seen, mend);
    }

    public static CheckResult skip(String id, String title, String why) {
        return new CheckResult(id, title, CheckOutcome.SKIP, why, null);
    }
}
