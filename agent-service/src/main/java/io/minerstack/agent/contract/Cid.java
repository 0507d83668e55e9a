package io.minerstack.agent.contract;

import io.minerstack.agent.text.CodePoints;
import org.jspecify.annotations.Nullable;

/** The rule for conversation ids: 1–100 characters, none of them a control character or half of a surrogate pair. */
public final class Cid {

    private static final int LIMIT = 100;

    private Cid() {}

    /** What is wrong with a conversation id, in words for the caller; null where nothing is. */
    public static @Nullable String faultOf(@Nullable String cid) {
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
