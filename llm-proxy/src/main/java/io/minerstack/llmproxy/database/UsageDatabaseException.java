package io.minerstack.llmproxy.database;

/** The database of budgets and usage did not do what it was asked. The cause is logged where it happened. */
public class UsageDatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean mayHaveRun;

    public UsageDatabaseException(String message, boolean mayHaveRun) {
        super(message, null, false, false);
        this.mayHaveRun = mayHaveRun;
    }

    /** Whether the statement may have been run, or may still be, so that nobody knows what the database has now. */
    public boolean mayHaveRun() {
        return mayHaveRun;
    }
}
