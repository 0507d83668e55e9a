package io.minerstack.memory.database;

import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;

/** A role did not get its rights. */
final class RoleGrantException extends FlywayException {

    private static final long serialVersionUID = 1L;

    private final String variable;

    /**
     * A failed grant.
     *
     * @param variable the environment variable that names the role
     */
    RoleGrantException(String variable, SQLException cause) {
        super("the tables cannot be granted to the role of " + variable, cause);
        this.variable = variable;
    }

    String variable() {
        return variable;
    }
}
