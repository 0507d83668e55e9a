package io.minerstack.memory.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets the role of the service read and write the rows of our tables, and read which migrations ran. The role needs no
 * other right; a schema that it may not change is safe from a service that was taken over.
 */
final class ServiceRoleGrants {

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

    private ServiceRoleGrants() {}

    static void apply(Connection connection, DatabaseSchema schema, String role) throws SQLException {
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
