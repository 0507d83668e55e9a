package io.minerstack.memory.conversationkey;

import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.text.CodePoints;
import org.jspecify.annotations.Nullable;

/**
 * A conversation's id, chosen by the client: 1–100 code points, no control characters, compared byte for byte. The id
 * is user data, so {@link #toString} hides it from logs.
 */
public record Cid(String value) {

    private static final int MAX_LENGTH = 100;

    public Cid {
        String violation = violation(value);
        if (violation != null) {
            throw ProblemException.invalid("cid", violation);
        }
    }

    /**
     * The cid of a request.
     *
     * @throws ProblemException 422 if {@code cid} is missing or breaks a rule
     */
    public static Cid of(@Nullable String cid) {
        return new Cid(cid == null ? "" : cid);
    }

    /** Whether a text keeps the rules of a cid. */
    public static boolean isValid(String value) {
        return violation(value) == null;
    }

    private static @Nullable String violation(String value) {
        int length = CodePoints.length(value);
        if (length < 1 || length > MAX_LENGTH) {
            return "must have 1 to " + MAX_LENGTH + " characters";
        }
        return value.codePoints().anyMatch(Cid::isForbidden) ? "must not have control characters" : null;
    }

    private static boolean isForbidden(int codePoint) {
        // UTF-8 cannot encode an unpaired surrogate
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
    }

    @Override
    public String toString() {
        return "***";
    }
}
