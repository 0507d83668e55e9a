package io.minerstack.memory.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Lets the role of the service read and write the rows of our tables, and read which migrations ran. The role needs no
 * other right; a schema that it may not change is safe from a service that was taken over. As a callback of Flyway it
 * grants in the transaction of the migrations, so that a service that sees the version of the schema may use all of it.
 *
 * @param role the role of the service; blank for none
 */
record ServiceRoleGrants(DatabaseSchema schema, String role) implements Callback {

    /** The statements to run, with names quoted by PostgreSQL. Tables of other owners are left out. */
    private static final String STATEMENTS = """
            SELECT format('GRANT USAGE ON SCHEMA %I TO %I', n.nspname, p.role)
                FROM (SELECT ?::text AS role, ?::text AS own) p
                JOIN pg_namespace n ON n.nspname = coalesce(p.own, current_schema())
                WHERE NOT has_schema_privilege(p.role, n.oid, 'USAGE')
            UNION ALL
            SELECT format(CASE c.relname WHEN 'flyway_schema_history' THEN 'GRANT SELECT ON %s TO %I'
                              ELSE 'GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO %I' END, c.oid::regclass, p.role)
                FROM (SELECT ?::text AS role, ?::text AS own) p
                JOIN pg_namespace n ON n.nspname = coalesce(p.own, current_schema())
                JOIN pg_class c ON c.relnamespace = n.oid
                WHERE c.relkind IN ('r', 'p') AND pg_has_role(c.relowner, 'USAGE')
            """;

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.AFTER_EACH_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        apply(context.getConnection());
    }

    @Override
    public String getCallbackName() {
        return "grants of the service's role";
    }

    /** Grants in a transaction of its own, where no migration was pending: the role can be new. */
    void apply(String jdbcUrl, String user, String password) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, user, password)) {
            connection.setAutoCommit(false);
            apply(connection);
            connection.commit();
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    private void apply(Connection connection) {
        if (role.isBlank()) {
            return;
        }
        try {
            grant(connection);
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    private static FlywayException failed(SQLException failure) {
        return new FlywayException("the tables cannot be granted to the role of the service", failure);
    }

    private void grant(Connection connection) throws SQLException {
        List<String> grants = new ArrayList<>();
        try (PreparedStatement statements = connection.prepareStatement(STATEMENTS)) {
            String own = schema == DatabaseSchema.OWN_SCHEMA ? DatabaseSchema.OWN : null;
            statements.setString(1, role);
            statements.setString(2, own);
            statements.setString(3, role);
            statements.setString(4, own);
            try (ResultSet rows = statements.executeQuery()) {
                while (rows.next()) {
                    grants.add(rows.getString(1));
                }
            }
        }
        try (Statement statement = connection.createStatement()) {
            for (String grant : grants) {
                statement.execute(grant);
            }
        }
    }
}
