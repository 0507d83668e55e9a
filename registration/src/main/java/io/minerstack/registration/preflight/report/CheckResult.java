package io.minerstack.registration.preflight.report;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * The result of one check.
 *
 * @param id stable, for scripts, such as {@code tls.expiry}; a host with several addresses has one result per address
 * @param title what was expected
 * @param seen what was found; never the API key
 * @param fix what to do, or null if there is nothing to do
 */
public record CheckResult(
        String id,
        String title,
        CheckOutcome outcome,
        String seen,
        @Nullable String fix) {

    /** The check of the parts that {@code /health} lists. */
    public static final String PARTS = "parts";
    /** The check that memory-service took part in an answer. */
    public static final String MEMORY = "complete.memory";

    public static CheckResult pass(String id, String title, String seen) {
        return new CheckResult(id, title, CheckOutcome.PASS, seen, null);
    }

    public static CheckResult warn(String id, String title, String seen, String fix) {
        return new CheckResult(id, title, CheckOutcome.WARN, seen, fix);
    }

    public static CheckResult fail(String id, String title, String seen, String fix) {
        return new CheckResult(id, title, CheckOutcome.FAIL, seen, fix);
    }

    public static CheckResult skip(String id, String title, String reason) {
        return new CheckResult(id, title, CheckOutcome.SKIP, reason, null);
    }

    /** Whether the stack answers while a part of it is down. */
    boolean isPartDown() {
        return outcome == CheckOutcome.WARN && (id.equals(PARTS) || id.equals(MEMORY));
    }

    /** The same result, with the address that was checked. */
    public CheckResult at(InetAddress address) {
        String host = address.getHostAddress();
        return seen.contains(host) ? this : new CheckResult(id, title, outcome, seen + " at " + host, fix);
    }
}
