package io.minerstack.memory.database;

import static io.minerstack.memory.database.DatabaseSql.execute;
import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.stacksupport.network.FreePorts;
import io.minerstack.testsupport.postgres.TestDatabase;
import io.minerstack.testsupport.postgres.TestPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service of release 0.1.0, compiled from the history of this repository, on the schema of today, with the role
 * that may not change it: what runs while a new version raises the schema, and after a rollback.
 *
 * <p>Its sources are those of 0.1.0, its libraries (Spring, the drivers) are those of this build: a test run has no
 * image of 0.1.0. So this shows that the SQL of 0.1.0 fits the schema of today. What only another version of a
 * library would do differently, it does not show.
 */
class EarlierReleaseIT {

    private static final String RELEASE_0_1_0 = "e3096f471be3bf1fcc01ee358db2897e1abfb743";
    private static final String ROLE = "earlier_" + ProcessHandle.current().pid();
    private static final Path JDK = Path.of(System.getProperty("java.home"), "bin");
    private static final Duration START = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    @Test
    void release010ServesTheSchemaOfToday() throws Exception {
        boolean history = run("git", "cat-file", "-e", RELEASE_0_1_0 + "^{commit}") == 0;
        if (System.getenv("CI") == null) {
            Assumptions.assumeTrue(history, "this checkout has no history of release 0.1.0");
        }
        String classPath = compile();
        TestDatabase database = TestPostgres.freshDatabase("release010code");
        execute(database, "CREATE ROLE " + ROLE + " LOGIN PASSWORD 'earlier'");
        try {
            MigrateCommand.run("migrate", "--DATABASE_URL=" + database.url(), "--DATABASE_SERVICE_ROLE=" + ROLE);
            int port = FreePorts.one();
            Process service = start(classPath, database, port);
            try {
                serve(port, service);
            } finally {
                service.destroy();
                service.waitFor(30, TimeUnit.SECONDS);
            }
        } finally {
            execute(database, "DROP OWNED BY " + ROLE + "; DROP ROLE " + ROLE);
        }
    }

    private void serve(int port, Process service) throws IOException, InterruptedException {
        awaitReady(port, service);
        String turn = "{\"cid\":\"c\",\"turn_id\":\"1\",\"user\":\"Hello\",\"assistant\":\"Hi\"}";
        assertThat(send(port, "POST", "/turns", turn)).contains("\"last_seq\":2");
        assertThat(send(
                        port,
                        "POST",
                        "/playbook/operations",
                        Files.readString(folder.resolve("memory-service/contract/examples/operations.request.json"))))
                .contains("\"entry_count\":2");
        assertThat(send(port, "GET", "/context?cid=c", "")).contains("\"content\":\"Hello\"");
        assertThat(send(port, "GET", "/conversations", "")).contains("\"total_conversations\":1");
        assertThat(send(port, "DELETE", "/conversations/prefs-1?playbook=true", ""))
                .contains("\"success\":true");
        // the sweeps run every second; a failed one is logged
        Thread.sleep(2000);
        assertThat(Files.readString(folder.resolve("service.log"))).doesNotContain("ERROR", "failed");
    }

    /** Compiles the release with the libraries of these tests, and returns the class path that runs it. */
    private String compile() throws IOException, InterruptedException {
        Path archive = folder.resolve("sources.tar");
        assertThat(run("git", "-C", "..", "archive", "-o", archive.toString(), RELEASE_0_1_0, "hop", "memory-service"))
                .isZero();
        assertThat(run("tar", "-x", "-f", archive.toString(), "-C", folder.toString()))
                .isZero();
        String tests = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String libraries = Arrays.stream(tests.split(System.getProperty("path.separator"), -1))
                .filter(entry -> entry.endsWith(".jar") && !entry.contains("service-support"))
                .collect(Collectors.joining(System.getProperty("path.separator")));
        Path classes = Files.createDirectory(folder.resolve("classes"));
        List<String> javac = new ArrayList<>(List.of(
                JDK.resolve("javac").toString(),
                "-parameters",
                "-proc:none",
                "-nowarn",
                "-d",
                classes.toString(),
                "-cp",
                libraries));
        for (String module : List.of("hop", "memory-service")) {
            try (var sources = Files.walk(folder.resolve(module + "/src/main/java"))) {
                sources.filter(file -> file.toString().endsWith(".java")).forEach(file -> javac.add(file.toString()));
            }
        }
        assertThat(run(javac.toArray(String[]::new))).isZero();
        return String.join(
                System.getProperty("path.separator"),
                classes.toString(),
                folder.resolve("hop/src/main/resources").toString(),
                folder.resolve("memory-service/src/main/resources").toString(),
                libraries);
    }

    private Process start(String classPath, TestDatabase database, int port) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                JDK.resolve("java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                "io.minerstack.memory.MemoryApplication",
                "--management.server.port=0");
        builder.environment()
                .put(
                        "DATABASE_URL",
                        new TestDatabase(database.host(), database.port(), database.name(), ROLE, "earlier").url());
        builder.environment().put("DATABASE_MIGRATE", "false");
        builder.environment().put("RETENTION_SWEEP_INTERVAL", "1s");
        builder.environment().put("MEMORY_SERVICE_PORT", Integer.toString(port));
        builder.environment().put("LOG_FORMAT", "text");
        return builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("service.log").toFile())
                .start();
    }

    private void awaitReady(int port, Process service) throws IOException, InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (!send(port, "GET", "/status", "").contains("{")) {
            assertThat(service.isAlive() && System.nanoTime() < end)
                    .as(Files.readString(folder.resolve("service.log")))
                    .isTrue();
            Thread.sleep(200);
        }
    }

    /** The body of a response with status 200; empty where nothing answers yet. */
    private static String send(int port, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .header("X-Tenant", "default")
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return response.body();
        } catch (ConnectException refused) {
            return "";
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream output = process.getInputStream()) {
            System.out.print(new String(output.readAllBytes(), StandardCharsets.UTF_8));
        }
        return process.waitFor();
    }
}
