package io.minerstack.bench.load;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Fills memory-service's database with conversations, by SQL. A conversation has one turn: two messages, as {@code POST
 * /complete} stores them, and one active playbook entry.
 */
@Command(
        name = "store-conversations",
        mixinStandardHelpOptions = true,
        description = "Adds conversations to a database of the load run.")
public final class StoreConversationsCommand implements Callable<Integer> {

    /** Rows of one transaction. */
    private static final int BATCH = 50_000;

    private static final Duration WAIT_FOR_FIRST_TURN = Duration.ofSeconds(30);

    private static final String[] INSERTS = {"""
        INSERT INTO conversation (tenant, cid, last_seq, started_at, last_activity, playbook_version,
            last_entry_id, feedback_count)
        SELECT ?, 'bench-' || n, 2, now(), now(), 1, 1, 1 FROM generate_series(?, ?) n ON CONFLICT DO NOTHING
        """, """
        INSERT INTO message (tenant, cid, seq, role, content, created_at)
        SELECT ?, 'bench-' || n, seq, CASE seq WHEN 1 THEN 'user' ELSE 'assistant' END,
            'Task: Explain quantum computing. Query 1: What is quantum computing in simple terms?', now()
        FROM generate_series(?, ?) n, generate_series(1, 2) seq ON CONFLICT DO NOTHING
        """, """
        INSERT INTO turn (tenant, cid, turn_id, last_seq, messages)
        SELECT ?, 'bench-' || n, 'first', 2, 2 FROM generate_series(?, ?) n ON CONFLICT DO NOTHING
        """, """
        INSERT INTO playbook_entry (tenant, cid, id, insight_type, key, value, operation, source_feedback,
            confidence_score, created_at, updated_at, version, is_active, changed_in)
        SELECT ?, 'bench-' || n, 1, 'preference', 'length', 'Keep answers short.', 'insert', 'Shorter, please.', 0.9,
            now(), now(), 1, true, 1
        FROM generate_series(?, ?) n ON CONFLICT DO NOTHING
        """};

    @Option(names = "--url", required = true, description = "JDBC URL of the database")
    private String url = "";

    @Option(names = "--user", required = true, description = "user of the database")
    private String user = "";

    @Option(names = "--password-file", required = true, description = "file with the password")
    private Path passwordFile = Path.of("");

    @Option(names = "--from", required = true, description = "number of the first conversation, which is bench-N")
    private int from;

    @Option(names = "--to", required = true, description = "number of the last conversation")
    private int to;

    public static void main(String[] args) {
        System.exit(new CommandLine(new StoreConversationsCommand()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Properties login = new Properties();
        login.setProperty("user", user);
        login.setProperty(
                "password",
                Files.readString(passwordFile, StandardCharsets.US_ASCII).strip());
        try (Connection connection = DriverManager.getConnection(url, login)) {
            String tenant = onlyTenant(connection);
            connection.setAutoCommit(false);
            // without the checks of foreign keys, which take most of the time
            execute(connection, "SET session_replication_role = replica");
            execute(connection, "SET synchronous_commit = off");
            for (int first = from; first <= to; first += BATCH) {
                store(connection, tenant, first, Math.min(to, first + BATCH - 1));
            }
            connection.setAutoCommit(true);
            // as autovacuum leaves a database that has grown over time
            execute(connection, "VACUUM ANALYZE");
            execute(connection, "CHECKPOINT");
        }
        return 0;
    }

    private static void store(Connection connection, String tenant, int first, int last) throws SQLException {
        for (String insert : INSERTS) {
            try (PreparedStatement statement = connection.prepareStatement(insert)) {
                statement.setString(1, tenant);
                statement.setInt(2, first);
                statement.setInt(3, last);
                statement.executeUpdate();
            }
        }
        connection.commit();
    }

    /** The tenant of the API key, which has sent at least one request. Its turn may be stored after the answer. */
    private static String onlyTenant(Connection connection) throws SQLException, InterruptedException {
        Instant end = Instant.now().plus(WAIT_FOR_FIRST_TURN);
        List<String> tenants = tenants(connection);
        while (tenants.isEmpty() && Instant.now().isBefore(end)) {
            Thread.sleep(100);
            tenants = tenants(connection);
        }
        if (tenants.isEmpty()) {
            throw new IllegalStateException("the database has no conversation yet, so the tenant is unknown");
        }
        if (tenants.size() > 1) {
            throw new IllegalStateException("the database has conversations of several tenants");
        }
        return tenants.getFirst();
    }

    private static List<String> tenants(Connection connection) throws SQLException {
        List<String> tenants = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT DISTINCT tenant FROM conversation LIMIT 2")) {
            while (rows.next()) {
                tenants.add(rows.getString(1));
            }
        }
        return tenants;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
