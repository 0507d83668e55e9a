package io.minerstack.memory.database;

import static io.minerstack.memory.database.DatabaseSql.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.memory.MemoryServiceApplication;
import io.minerstack.testsupport.postgres.TestDatabase;
import io.minerstack.testsupport.postgres.TestPostgres;
import io.minerstack.testsupport.tls.TestKeyStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.r2dbc.core.DatabaseClient;

/** Migrations over TLS, with a self-signed certificate of 127.0.0.1. */
@ExtendWith(OutputCaptureExtension.class)
class DatabaseTlsIT {

    private static final TestDatabase DATABASE = TestPostgres.freshDatabase("tls");

    @TempDir
    private static Path folder;

    private static TestKeyStore certificates;
    private static TestKeyStore others;
    private static TlsPostgresProxy proxy;

    @BeforeAll
    static void startProxy() throws Exception {
        certificates = TestKeyStore.selfSigned(folder, "ip:127.0.0.1");
        others = TestKeyStore.signedByAuthority(folder, "dns:other.test");
        proxy = new TlsPostgresProxy(certificates.serverContext(), DATABASE.host(), DATABASE.port());
    }

    @AfterAll
    static void stopProxy() throws IOException {
        proxy.close();
    }

    @Test
    void migratesWithTheCertificateOfSslrootcert() throws Exception {
        MigrateCommand.run("--DATABASE_URL=" + url("127.0.0.1", "verify-full&sslrootcert=" + certificate()));
        assertThat(query(DATABASE, "SELECT max(version) FROM flyway_schema_history"))
                .isEqualTo(NewestMigration.version().getVersion());
    }

    @Test
    void bothDriversTrustWhatTheJvmTrusts() throws Exception {
        assertThat(connectWithTrustStore("127.0.0.1", "verify-full")).contains("both drivers are connected");
    }

    @Test
    void theTrustStoreOfTheJvmDoesNotReplaceTheCheckOfTheHostName() throws Exception {
        assertThat(connectWithTrustStore("localhost", "verify-full"))
                .contains("the certificate of the server is of another host")
                .doesNotContain("both drivers are connected");
    }

    @Test
    void doesNotWaitForACertificateThatTheJvmDoesNotTrust(CapturedOutput output) {
        failsAtOnce(output, url("127.0.0.1", "verify-full"), "unable to find valid certification path");
    }

    @Test
    void doesNotWaitForACertificateThatSslrootcertDoesNotTrust(CapturedOutput output) throws Exception {
        failsAtOnce(
                output,
                url("127.0.0.1", "verify-ca&sslrootcert=" + otherCertificate()),
                "unable to find valid certification path");
    }

    @Test
    void doesNotWaitForACertificateOfAnotherHost(CapturedOutput output) throws Exception {
        failsAtOnce(output, url("localhost", "verify-full&sslrootcert=" + certificate()), "of another host");
    }

    @Test
    void doesNotWaitForAFileOfCertificatesThatIsMissing(CapturedOutput output) {
        failsAtOnce(output, url("127.0.0.1", "verify-ca&sslrootcert=/nowhere/ca.pem"), "/nowhere/ca.pem");
    }

    /** Starts the service in a JVM of its own, because a JVM reads its trust store once; returns what it printed. */
    private static String connectWithTrustStore(String host, String mode) throws Exception {
        Path printed = Files.createTempFile(folder, "service", ".log");
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djavax.net.ssl.trustStore=" + certificates.trustingFile(TestKeyStore.SERVER),
                "-Djavax.net.ssl.trustStorePassword=" + TestKeyStore.PASSWORD,
                BothDrivers.class.getName());
        java.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        java.environment().put("DATABASE_URL", url(host, mode));
        java.environment().put("DATABASE_WAIT", "2s");
        Process service =
                java.redirectErrorStream(true).redirectOutput(printed.toFile()).start();
        try {
            assertThat(service.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            service.destroyForcibly();
        }
        return Files.readString(printed, StandardCharsets.UTF_8);
    }

    /** Migrates with JDBC and asks with R2DBC. */
    static final class BothDrivers {

        private BothDrivers() {}

        static void main(String[] arguments) {
            try (ConfigurableApplicationContext context = SpringApplication.run(
                    MemoryServiceApplication.class, "--server.port=0", "--management.server.port=0")) {
                context.getBean(DatabaseClient.class)
                        .sql("SELECT count(*) FROM message")
                        .fetch()
                        .one()
                        .block(Duration.ofSeconds(30));
                System.out.println("both drivers are connected");
            }
        }
    }

    private static void failsAtOnce(CapturedOutput output, String url, String reason) {
        assertThatThrownBy(() -> MigrateCommand.run("--DATABASE_URL=" + url, "--DATABASE_WAIT=2s", "--LOG_FORMAT=text"))
                .isNotNull();
        assertThat(output.getAll().lines().filter(line -> line.contains("cannot start: ")))
                .singleElement()
                .asString()
                .contains(
                        "DATABASE_URL: PostgreSQL at ",
                        "cannot be used with this sslmode, sslrootcert or password: ",
                        reason)
                .doesNotContain(DATABASE.password() + "@");
        assertThat(output.getAll()).doesNotContain("waiting up to");
    }

    private static String url(String host, String sslMode) {
        return DATABASE.urlThrough(host, proxy.port()) + "?sslmode=" + sslMode;
    }

    private static Path certificate() throws Exception {
        return certificates.pem(TestKeyStore.SERVER);
    }

    private static Path otherCertificate() throws Exception {
        return others.pem(TestKeyStore.AUTHORITY);
    }
}
