package io.minerstack.agent.junk;

import org.jspecify.annotations.Nullable;

/** Looks for one kind of junk. The number of steps grows with the length of the texts, not with its square. */
interface JunkCheck {

    /** What is wrong with the answer; null for nothing of this kind. */
    @Nullable
    JunkFinding check(CheckedAnswer answer);
}
