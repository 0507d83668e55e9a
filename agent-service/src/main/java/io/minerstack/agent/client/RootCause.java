package io.minerstack.agent.client;

import org.jspecify.annotations.Nullable;

/** What a failed call may say in the log: its message can quote an address, and that a conversation id or a query. */
public final class RootCause {

    private static final int DEEPEST = 20;

    private RootCause() {}

    /** The simple name of the innermost cause's class, such as {@code UnknownHostException}. */
    public static String of(Throwable failure) {
        Throwable root = failure;
        for (int depth = 0; depth < DEEPEST; depth++) {
            @Nullable Throwable cause = root.getCause();
            if (cause == null) {
                break;
            }
            root = cause;
        }
        return root.getClass().getSimpleName();
    }
}
