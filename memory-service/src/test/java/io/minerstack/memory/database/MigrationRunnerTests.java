package io.minerstack.memory.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.servicesupport.startup.InvalidConfigurationException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.net.ConnectException;
import java.net.SocketException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationRunnerTests {

    @ParameterizedTest
    @ValueSource(
            strings = {"08001", "08006", "25006", "40001", "40P01", "42704", "53300", "55P03", "57P01", "57P02", "57P03"
            })
    void waitsAfterAFailureThatPasses(String state) {
        assertThatThrownBy(() -> run(state)).hasMessageContaining("; waited 0 s (DATABASE_WAIT).");
    }

    @Test
    void triesAgain() {
        AtomicInteger attempts = new AtomicInteger();
        new MigrationRunner(
                        () -> {
                            if (attempts.incrementAndGet() == 1) {
                                throw failed(new SQLException("restart", "57P01"));
                            }
                        },
                        "db:5432",
                        Duration.ofMinutes(1))
                .afterPropertiesSet();
        assertThat(attempts).hasValue(2);
    }

    static Stream<SQLException> brokenHandshakes() {
        SSLException reset = new SSLException("Connection reset");
        reset.initCause(new SocketException("Connection reset"));
        SSLHandshakeException closed = new SSLHandshakeException("Remote host terminated the handshake");
        closed.initCause(new EOFException("SSL peer shut down incorrectly"));
        return Stream.of(
                new SQLException("SSL error: Connection reset", "08006", reset),
                new SQLException("SSL error: Remote host terminated the handshake", "08006", closed),
                new SQLException("Connection refused", "08001", new ConnectException("Connection refused")));
    }

    @ParameterizedTest
    @MethodSource("brokenHandshakes")
    void waitsAfterAHandshakeThatARestartBroke(SQLException failure) {
        assertThatThrownBy(() ->
                        runner(failure, new AtomicInteger(), Duration.ZERO).afterPropertiesSet())
                .hasMessage("DATABASE_URL: no PostgreSQL answers at db:5432; waited 0 s (DATABASE_WAIT)."
                        + " Start the database, or correct the address.");
    }

    static Stream<SQLException> impossibleSettings() {
        SSLHandshakeException untrusted = new SSLHandshakeException("untrusted");
        untrusted.initCause(new CertificateException("the reason\nmore"));
        return Stream.of(
                new SQLException("no root", "08006", new FileNotFoundException("the reason")),
                new SQLException("SSL error: untrusted", "08006", untrusted),
                new SQLException("no PEM", "08006", new CertificateException("the reason")),
                new SQLException("connection failed", "08001", new SSLHandshakeException("the reason")),
                new SQLException("the reason.", "08004"));
    }

    @ParameterizedTest
    @MethodSource("impossibleSettings")
    void failsAtOnceIfTheSettingsOfTheConnectionCannotWork(SQLException failure) {
        AtomicInteger attempts = new AtomicInteger();
        assertThatThrownBy(
                        () -> runner(failure, attempts, Duration.ofSeconds(2)).afterPropertiesSet())
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("DATABASE_URL: PostgreSQL at db:5432 cannot be used with this sslmode, sslrootcert or"
                        + " password: the reason.");
        assertThat(attempts).hasValue(1);
    }

    @Test
    void saysWhatItWaitedFor() {
        assertThatThrownBy(() -> run("25006"))
                .hasMessage("DATABASE_URL: PostgreSQL at db:5432 is read-only, as a standby is; waited 0 s"
                        + " (DATABASE_WAIT).");
        assertThatThrownBy(() -> run("55P03"))
                .hasMessage("DATABASE_URL: PostgreSQL at db:5432 has transactions that keep tables locked; waited 0 s"
                        + " (DATABASE_WAIT).");
        assertThatThrownBy(() -> run("57P03"))
                .hasMessage("DATABASE_URL: PostgreSQL at db:5432 cannot run the migrations yet (SQL state 57P03);"
                        + " waited 0 s (DATABASE_WAIT).");
    }

    private static void run(String state) {
        runner(new SQLException("hunter2", state), new AtomicInteger(), Duration.ZERO)
                .afterPropertiesSet();
    }

    private static MigrationRunner runner(SQLException failure, AtomicInteger attempts, Duration maxWait) {
        return new MigrationRunner(
                () -> {
                    attempts.incrementAndGet();
                    throw failed(failure);
                },
                "db:5432",
                maxWait);
    }

    private static FlywayException failed(SQLException cause) {
        return new FlywayException("migration failed", cause);
    }
}
