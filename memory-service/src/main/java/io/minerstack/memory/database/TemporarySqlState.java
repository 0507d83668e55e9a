package io.minerstack.memory.database;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The SQL states of failures that end without a change of the settings: PostgreSQL restarts, is full or fails over, or
 * another transaction was in the way. Requests get 503 for them, and migrations are tried again.
 */
final class TemporarySqlState {

    /** 25006: read only, which a standby is until it takes over; 40001, 40P01: another transaction won. */
    private static final Set<String> STATES = Set.of("25006", "40001", "40P01", "55P03");

    private TemporarySqlState() {}

    /** Whether the state is one of a failure that ends by itself. Set-ups of TLS that never work have such states. */
    static boolean matches(@Nullable String sqlState) {
        // class 08: connection exception; class 53: insufficient resources; 57P: server shuts down or starts
        return sqlState != null
                && (sqlState.startsWith("08")
                        || sqlState.startsWith("53")
                        || sqlState.startsWith("57P")
                        || STATES.contains(sqlState));
    }
}
