package io.minerstack.testsupport.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class TestPostgresTests {

    @Test
    void createsSeparateDatabasesInUtf8() throws SQLException {
        TestDatabase first = TestPostgres.freshDatabase("test-support");
        TestDatabase second = TestPostgres.freshDatabase("test-support");

        assertThat(first.name()).isNotEqualTo(second.name());
        assertThat(query(first, "CREATE TABLE t (x text); INSERT INTO t VALUES ('é😀'); SELECT x FROM t"))
                .isEqualTo("é😀");
        assertThat(query(second, "SELECT count(*) FROM pg_tables WHERE tablename = 't'"))
                .isEqualTo("0");
        assertThat(query(first, "SHOW server_encoding")).isEqualTo("UTF8");
    }

    @Test
    void readsAnExternalUrlWithEncodedParts() {
        assertThat(ExternalPostgres.parse("postgresql://us%40er:p%3Aw%2F+@db:5433/my%20db"))
                .isEqualTo(new TestDatabase("db", 5433, "my db", "us@er", "p:w/+"));
        assertThat(ExternalPostgres.parse("postgresql://u:p@db/d").port()).isEqualTo(5432);
        assertThatThrownBy(() -> ExternalPostgres.parse("postgresql://db/d")).hasMessageContaining("TEST_DATABASE_URL");
    }

    @Test
    void writesAUrlThatCanBeReadBack() {
        TestDatabase database = new TestDatabase("db", 5433, "my db", "us@er", "p:w/+ %");
        assertThat(ExternalPostgres.parse(database.url())).isEqualTo(database);
    }

    @Test
    void findsNoImageWithoutADockerEngine() {
        assertThat(DockerImages.postgresImage("unix:///nowhere/docker.sock")).isEmpty();
        assertThat(DockerImages.postgresImage("tcp://127.0.0.1:1")).isEmpty();
    }

    @Test
    void choosesAnImageOnlyWhereNothingMustBePulled() {
        String ryuk = "{\"RepoTags\":[\"testcontainers/ryuk:0.14.0\"]}";
        String postgres = "{\"RepoTags\":[\"postgres:17\",\"postgres:18.3\"]}";

        assertThat(DockerImages.choose("[" + ryuk + "," + postgres + "]")).contains("postgres:18.3");
        assertThat(DockerImages.choose("[" + postgres + "]")).isEmpty();
        assertThat(DockerImages.choose("[" + ryuk + "]")).isEmpty();
    }

    private static String query(TestDatabase database, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            while (!rows) {
                rows = statement.getMoreResults();
            }
            try (ResultSet result = statement.getResultSet()) {
                result.next();
                return result.getString(1);
            }
        }
    }
}
