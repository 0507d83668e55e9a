package io.minerstack.memory.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The schema of the database that the tables are in. Usually that is the default schema of the user, {@code public}.
 * Where other software has its tables there, such as the miner whose API this is, ours get the schema {@value #OWN}.
 * A database that has our tables already is used as it is.
 */
enum DatabaseSchema {
    /** The schema that a connection has without further settings. */
    DEFAULT,
    /** The schema {@value DatabaseSchema#OWN}. */
    OWN_SCHEMA;

    static final String OWN = "miner_stack";

    /**
     * Looks into the default schema: whether it has our tables, by a column of {@code conversation}, and whether it has
     * tables that are not ours. Flyway's history alone is a first start of ours that failed or that goes on in another
     * process; tables of extensions belong to nobody.
     */
    static final String INSPECT = """
            SELECT to_regclass('miner_stack.flyway_schema_history') IS NOT NULL AS own_in_use,
                   EXISTS (SELECT 1 FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                       JOIN pg_namespace n ON n.oid = c.relnamespace
                       WHERE n.nspname = current_schema() AND c.relname = 'conversation'
                           AND a.attname = 'playbook_version')
                       AS default_in_use,
                   EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                       WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
                           AND c.relname <> 'flyway_schema_history'
                           AND NOT EXISTS (SELECT 1 FROM pg_depend d
                               WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'))
                       AS default_has_tables
            """;

    /** Chooses the schema for the database behind the connection. */
    static DatabaseSchema choose(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(INSPECT)) {
            found.next();
            return new Inspection(
                            found.getBoolean("own_in_use"),
                            found.getBoolean("default_in_use"),
                            found.getBoolean("default_has_tables"))
                    .schema();
        }
    }

    /**
     * What {@link #INSPECT} found.
     *
     * @param ownInUse whether the schema {@value DatabaseSchema#OWN} has our tables
     * @param defaultInUse whether the default schema has our tables
     * @param defaultHasTables whether the default schema has tables at all
     */
    record Inspection(boolean ownInUse, boolean defaultInUse, boolean defaultHasTables) {

        DatabaseSchema schema() {
            return !defaultInUse && (ownInUse || defaultHasTables) ? OWN_SCHEMA : DEFAULT;
        }

        boolean hasOurTables() {
            return ownInUse || defaultInUse;
        }
    }
}
