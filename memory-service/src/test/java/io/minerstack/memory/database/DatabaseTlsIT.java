package io.minerstack.memory.database;

import static io.minerstack.memory.database.DatabaseSql.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.testsupport.postgres.TestDatabase;
import io.minerstack.testsupport.postgres.TestPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Migrations over TLS, with a self-signed certificate of 127.0.0.1. */
@ExtendWith(OutputCaptureExtension.class)
class DatabaseTlsIT {

    private static final String STORE_PASSWORD = "test-only";
    private static final TestDatabase DATABASE = TestPostgres.freshDatabase("tls");

    @TempDir
    private static Path folder;

    private static TlsPostgresProxy proxy;

    @BeforeAll
    static void startProxy() throws Exception {
        Path keys = folder.resolve("server.p12");
        keytool(keys, "-genkeypair", "-alias", "db", "-keyalg", "EC", "-dname", "CN=db", "-ext", "san=ip:127.0.0.1");
        keytool(
                keys,
                "-exportcert",
                "-rfc",
                "-alias",
                "db",
                "-file",
                certificate().toString());
        Path others = folder.resolve("other.p12");
        keytool(others, "-genkeypair", "-alias", "other", "-keyalg", "EC", "-dname", "CN=other");
        keytool(
                others,
                "-exportcert",
                "-rfc",
                "-alias",
                "other",
                "-file",
                otherCertificate().toString());
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream input = Files.newInputStream(keys)) {
            store.load(input, STORE_PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, STORE_PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        proxy = new TlsPostgresProxy(tls, DATABASE.host(), DATABASE.port());
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
    void doesNotWaitForACertificateThatSslrootcertDoesNotTrust(CapturedOutput output) {
        failsAtOnce(
                output,
                url("127.0.0.1", "verify-ca&sslrootcert=" + otherCertificate()),
                "unable to find valid certification path");
    }

    @Test
    void doesNotWaitForACertificateOfAnotherHost(CapturedOutput output) {
        failsAtOnce(output, url("localhost", "verify-full&sslrootcert=" + certificate()), "of another host");
    }

    @Test
    void doesNotWaitForAFileOfCertificatesThatIsMissing(CapturedOutput output) {
        failsAtOnce(output, url("127.0.0.1", "verify-ca&sslrootcert=/nowhere/ca.pem"), "/nowhere/ca.pem");
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

    private static Path certificate() {
        return folder.resolve("server.pem");
    }

    private static Path otherCertificate() {
        return folder.resolve("other.pem");
    }

    private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", STORE_PASSWORD));
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).isZero();
    }
}
