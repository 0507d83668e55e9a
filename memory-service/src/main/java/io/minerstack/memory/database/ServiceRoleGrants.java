package io.minerstack.memory.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the role of a service read and write the rows of its tables, call its functions, and read which migrations ran.
 * The role needs no other right; a schema that it may not change is safe from a service that was taken over. As a
 * callback of Flyway it grants in the transaction of the migrations, so that a service that sees the version of the
 * schema may use all of it.
 *
 * @param schema of the service's tables; null for the default one
 * @param variable the environment variable that names the role
 * @param role the role of the service; blank for none
 * @param functions that the service calls, in this version or in one that may still run. Others of the same owner can
 *     be in the schema. Functions of triggers need no grant.
 */
record ServiceRoleGrants(@Nullable String schema, String variable, String role, Set<String> functions)
        implements Callback {

    private static final Logger log = LoggerFactory.getLogger(ServiceRoleGrants.class);

    private static final Set<String> FUNCTIONS =
            Set.of("append_turn", "forget", "sweep_conversations", "sweep_messages", "sweep_playbook_log");

    private static final Set<String> USAGE_FUNCTIONS = Set.of(
            "hold_budget",
            "settle_budget",
            "withdraw_reservation",
            "charge_overdue_reservations",
            "record_usage",
            "prune_usage_batch",
            // of the version before
            "reserve_budget",
            "charge_lost_reservations",
            "prune_usage");

    /**
     * The statements to run, with names quoted by PostgreSQL. Tables and functions of other owners are left out.
     * EXECUTE belongs to PUBLIC only until an owner of a database revokes that default.
     */
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
            UNION ALL
            SELECT format('GRANT EXECUTE ON FUNCTION %s TO %I', f.oid::regprocedure, p.role)
                FROM (SELECT ?::text AS role, ?::text AS own) p
                JOIN pg_namespace n ON n.nspname = coalesce(p.own, current_schema())
                JOIN pg_proc f ON f.pronamespace = n.oid
                WHERE f.proname = ANY (?) AND pg_has_role(f.proowner, 'USAGE')
            """;

    private static final String MAY_CREATE =
            "SELECT s, has_schema_privilege(?, s, 'CREATE')" + " FROM coalesce(?::text, current_schema()::text) s";

    ServiceRoleGrants {
        functions = Set.copyOf(functions);
    }

    /** The grants of memory-service's role. */
    static ServiceRoleGrants ofMemory(DatabaseSchema schema, String role) {
        return new ServiceRoleGrants(
                schema == DatabaseSchema.OWN_SCHEMA ? DatabaseSchema.OWN : null,
                "DATABASE_SERVICE_ROLE",
                role,
                FUNCTIONS);
    }

    /** The grants of llm-proxy's role. */
    static ServiceRoleGrants ofUsage(String role) {
        return new ServiceRoleGrants(UsageMigration.SCHEMA, "DATABASE_USAGE_ROLE", role, USAGE_FUNCTIONS);
    }

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
        return "grants of the role of " + variable;
    }

    /** Grants in a transaction of its own, where no migration was pending: the role can be new. */
    void apply(String jdbcUrl, String user, String password) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, user, password)) {
            connection.setAutoCommit(false);
            apply(connection);
            connection.commit();
            warnOfCreate(connection);
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

    private FlywayException failed(SQLException failure) {
        return new RoleGrantException(variable, failure);
    }

    private void grant(Connection connection) throws SQLException {
        List<String> grants = new ArrayList<>();
        try (PreparedStatement statements = connection.prepareStatement(STATEMENTS)) {
            statements.setString(1, role);
            statements.setString(2, schema);
            statements.setString(3, role);
            statements.setString(4, schema);
            statements.setString(5, role);
            statements.setString(6, schema);
            statements.setArray(7, connection.createArrayOf("text", functions.toArray()));
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

    /** A role that may create can put functions of its own in place of ours. Before PostgreSQL 15, every role may. */
    private void warnOfCreate(Connection connection) throws SQLException {
        if (role.isBlank()) {
            return;
        }
        try (PreparedStatement query = connection.prepareStatement(MAY_CREATE)) {
            query.setString(1, role);
            query.setString(2, schema);
            try (ResultSet found = query.executeQuery()) {
                if (found.next() && found.getBoolean(2)) {
                    log.warn(
                            "database: {} may create tables in the schema {}, which the service does"
                                    + " not need; REVOKE CREATE ON SCHEMA from the role and from PUBLIC",
                            variable,
                            found.getString(1));
                }
            }
        }
    }
}
