package io.minerstack.servicesupport.exception;

import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The words for a failure of a database: its own message and SQL state. A message with a state of a connection is the
 * driver's, which has its whole configuration in it. Only where R2DBC is on the class path.
 */
final class DatabaseCauseWords {

    private static final String WRONG_PASSWORD = "28P01";
    private static final String CONNECTION = "08";
    private static final int LONGEST = 300;

    private DatabaseCauseWords() {}

    /** Null where the failure is none of a database, or R2DBC knows less of it than its causes. */
    static @Nullable String of(Throwable failure) {
        R2dbcException answer = Causes.of(failure)
                .filter(cause -> cause instanceof R2dbcException each && each.getSqlState() != null)
                .map(R2dbcException.class::cast)
                .findFirst()
                .orElse(null);
        String state = answer == null ? null : answer.getSqlState();
        if (answer == null || state == null) {
            return Causes.find(failure, R2dbcTimeoutException.class) == null ? null : "no free connection in time";
        }
        if (state.equals(WRONG_PASSWORD)) {
            return "wrong password (" + state + ")";
        }
        if (state.startsWith(CONNECTION)) {
            String connection = CauseWords.ofConnection(failure);
            return connection == null ? "the connection was closed or not made (" + state + ")" : connection;
        }
        return firstLine(String.valueOf(answer.getMessage())) + " (" + state + ")";
    }

    private static String firstLine(String message) {
        String line = message.lines().findFirst().orElse("").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
