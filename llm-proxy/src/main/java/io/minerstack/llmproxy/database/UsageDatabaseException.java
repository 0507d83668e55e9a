package io.minerstack.llmproxy.database;

/** The database of budgets and usage did not do what it was asked. The cause is logged where it happened. */
public class UsageDatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageDatabaseException(String message) {
        super(message, null, false, false);
    }
}
