package io.minerstack.memory.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.servicesupport.database.DatabaseUrl;
import io.minerstack.servicesupport.startup.InvalidConfigurationException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTests {

    @Test
    void parsesAllParts() {
        DatabaseUrl url = parse("postgresql://mi%40ner:p%2Fw%3A%25+%20@db.example:5433/my%20db?sslmode=require");
        assertThat(url.host()).isEqualTo("db.example");
        assertThat(url.port()).isEqualTo(5433);
        assertThat(url.database()).isEqualTo("my db");
        assertThat(url.user()).isEqualTo("mi@ner");
        assertThat(url.password().reveal()).isEqualTo("p/w:%+");
        assertThat(url.parameters()).isEqualTo(Map.of("sslmode", "require"));
        assertThat(JdbcUrl.of(url, "test"))
                .isEqualTo("jdbc:postgresql://db.example:5433/my%20db"
                        + "?ApplicationName=test&connectTimeout=5&loginTimeout=5&sslmode=require");
    }

    @Test
    void usesDefaultsForOptionalParts() {
        DatabaseUrl url = parse("postgres://u@[::1]/d");
        assertThat(url.port()).isEqualTo(5432);
        assertThat(url.host()).isEqualTo("::1");
        assertThat(url.hostAndPort()).isEqualTo("[::1]:5432");
        assertThat(url.password().isBlank()).isTrue();
    }

    @Test
    void acceptsAnUnencodedAtSignInThePassword() {
        DatabaseUrl url = parse("postgresql://u:p@ss@h/d");
        assertThat(url.password().reveal()).isEqualTo("p@ss");
        assertThat(url.host()).isEqualTo("h");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql+psycopg2://u:p@h:5433/miner_api",
                "postgresql+asyncpg://u:p@h:5433/miner_api",
                "postgres+psycopg://u:p@h:5433/miner_api"
            })
    void ignoresTheDriverThatPythonNames(String url) {
        assertThat(parse(url)).isEqualTo(parse("postgresql://u:p@h:5433/miner_api"));
    }

    @Test
    void readsTheParametersThatOtherDriversTake() {
        assertThat(parse("postgresql+psycopg2://u:p@h/d?sslmode=prefer&application_name=miner"
                                + "&connect_timeout=10&keepalives_idle=30")
                        .parameters())
                .isEqualTo(Map.of("sslmode", "prefer"));
        assertThat(parse("postgresql+asyncpg://u:p@h/d?ssl=require").parameters())
                .isEqualTo(Map.of("sslmode", "require"));
    }

    /** As hosting companies print it, for example Neon: both drivers bind the password's proof to the TLS channel. */
    @Test
    void handsChannelBindingToBothDrivers() {
        DatabaseUrl url = parse(
                "postgresql://u:p@h/d?sslmode=require&channel_binding=require" + "&target_session_attrs=read-write");
        assertThat(url.parameters()).isEqualTo(Map.of("sslmode", "require", "channel_binding", "require"));
        assertThat(JdbcUrl.of(url, "test")).contains("channelBinding=require").doesNotContain("channel_binding");
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify-ca", "verify-full"})
    void verifiesByTheTrustStoreOfTheJvmOnlyWithoutSslrootcert(String mode) {
        String url = "postgresql://u:p@h/d?sslmode=" + mode;
        assertThat(JdbcUrl.of(parse(url), "test"))
                .contains("sslmode=" + mode, "sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory");
        assertThat(JdbcUrl.of(parse(url + "&sslrootcert=ca.pem"), "test"))
                .contains("sslrootcert=ca.pem")
                .doesNotContain("sslfactory");
        assertThat(JdbcUrl.of(parse("postgresql://u:p@h/d?sslmode=require"), "test"))
                .doesNotContain("sslfactory");
    }

    /** Such a parameter asks for something that would silently be missing. */
    @Test
    void namesAParameterThatCannotBeKept() {
        assertThatThrownBy(() -> parse("postgresql://u:p@h/d?sslmode=require&options=endpoint%3Done"))
                .hasMessageStartingWith("DATABASE_URL: parameter options is unknown")
                .hasMessageContaining("correct or remove it");
    }

    @Test
    void saysThatSqliteIsNotUsed() {
        assertThatThrownBy(() -> parse("sqlite:///./data/miner_api.db"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("needs PostgreSQL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2",
                "mysql://u:hunter2@h/d",
                "jdbc:postgresql://h/d?user=u&password=hunter2",
                "postgresql://u:hunter2@h",
                "postgresql://u:hunter2@h/",
                "postgresql://u:hunter2@h:99999/d",
                "postgresql://u:hunter2@h:0/d",
                "postgresql://:hunter2@h/d",
                "postgresql://u:hunter2%zz@h/d",
                "postgresql://u:hunter2@h/d?sslmode=maybe",
                "postgresql://u:hunter2@h/d?options=-c%20x",
                "postgresql://u:x@h/d?hunter2",
                "postgresql://u:hunter2/x@h/d"
            })
    void refusesInvalidUrlsWithoutQuotingThePassword(String url) {
        assertThatThrownBy(() -> parse(url))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith("DATABASE_URL: ")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void doesNotPrintThePassword() {
        assertThat(parse("postgresql://u:hunter2@h/d").toString()).doesNotContain("hunter2");
    }

    private static DatabaseUrl parse(String url) {
        return DatabaseUrl.parse("DATABASE_URL", url);
    }
}
