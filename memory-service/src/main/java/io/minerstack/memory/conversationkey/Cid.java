package io.minerstack.memory.conversationkey;

import io.minerstack.servicesupport.problem.Problem;
import io.minerstack.servicesupport.problem.Problem.Violation;
import io.minerstack.servicesupport.problem.ProblemType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A conversation's id as its caller chose it: 1–100 characters of any script, no control characters. Two ids are one only
 * if they are equal byte for byte. It is the caller's data, so it is never logged.
 */
public record Cid(String value) {

    private static final int MAX_LENGTH = 100;

    public Cid {
        String broken = broken(value);
        if (broken != null) {
            throw new Problem(ProblemType.INVALID, "cid: " + broken, Map.of(), List.of(new Violation("cid", broken)));
        }
    }

    /** As the constructor, for what may be missing from a request. */
    public static Cid of(@Nullable String sent) {
        return new Cid(sent == null ? "" : sent);
    }

    private static @Nullable String broken(String value) {
        int length = value.codePointCount(0, value.length());
        if (length < 1 || length > MAX_LENGTH) {
            return "must have 1 to " + MAX_LENGTH + " characters";
        }
        return value.codePoints().anyMatch(Cid::unfit) ? "must not have control characters" : null;
    }

    private static boolean unfit(int codePoint) {
        // a lone surrogate is no character: UTF-8 has no form for it
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
    }

    @Override
    public String toString() {
        return "***";
    }
}
