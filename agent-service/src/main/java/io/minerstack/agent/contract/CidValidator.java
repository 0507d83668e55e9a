package io.minerstack.agent.contract;

import io.minerstack.servicesupport.text.CodePoints;
import org.jspecify.annotations.Nullable;

/** Checks conversation ids: 1–100 code points, no control characters, no unpaired surrogates. */
public final class CidValidator {

    private static final int LIMIT = 100;

    private CidValidator() {}

    /** The broken rule, worded for the caller; null for a valid id. */
    public static @Nullable String violation(@Nullable String cid) {
        if (cid == null) {
            return "is required";
        }
        if (cid.isEmpty() || CodePoints.exceed(cid, LIMIT)) {
            return "must have 1 to " + LIMIT + " characters";
        }
        boolean allowed = cid.codePoints()
                .map(Character::getType)
                .allMatch(type -> type != Character.CONTROL && type != Character.SURROGATE);
        return allowed ? null : "must not have control characters";
    }
}
