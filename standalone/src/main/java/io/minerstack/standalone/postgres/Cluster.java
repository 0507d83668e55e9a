package io.minerstack.standalone.postgres;

import io.minerstack.standalone.settings.FileTrees;
import io.minerstack.standalone.settings.StartupException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * PostgreSQL's data directory: created by the first start, kept, and used by one server at a time.
 *
 * @param folder PostgreSQL's data directory
 * @param passwordFile the superuser's password; only this user can read the file
 */
record Cluster(Path folder, Path passwordFile) {

    static final String SUPERUSER = "postgres";

    private static final Duration STOP = Duration.ofSeconds(10);

    static Cluster in(Path data) {
        return new Cluster(data.resolve("postgres"), data.resolve("postgres.password"));
    }

    String password() throws IOException {
        return Files.readString(passwordFile, StandardCharsets.US_ASCII).strip();
    }

    /** Creates the data directory if it is missing. An interrupted start leaves no data directory behind. */
    void prepare(Binaries binaries, Account account) throws IOException, InterruptedException {
        if (Files.exists(folder.resolve("PG_VERSION"))) {
            checkVersion(binaries, account);
            return;
        }
        if (!Files.exists(passwordFile)) {
            writePassword();
        }
        Path part = folder.resolveSibling("postgres.part");
        FileTrees.delete(part);
        run(account.command(List.of(
                binaries.program("initdb").toString(),
                "--pgdata=" + part,
                "--username=" + SUPERUSER,
                "--auth=scram-sha-256",
                "--pwfile=" + passwordFile,
                "--encoding=UTF8",
                // texts sort in the same order on every system
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions")));
        Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The port of the server that runs on this directory: the fourth line of {@code postmaster.pid}. */
    int port() throws IOException {
        return Integer.parseInt(
                Files.readAllLines(folder.resolve("postmaster.pid")).get(3).strip());
    }

    /** Stops a server that an earlier start left running, and deletes a stale {@code postmaster.pid}. */
    void endLeftover() throws IOException, InterruptedException {
        Path file = folder.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return;
        }
        String first = Files.readAllLines(file).stream().findFirst().orElse("").strip();
        ProcessHandle left = first.matches("\\d{1,18}")
                ? ProcessHandle.of(Long.parseLong(first)).orElse(null)
                : null;
        if (left == null || !isPostgres(left)) {
            // PostgreSQL would mistake another process with this id for its own server
            Files.deleteIfExists(file);
            return;
        }
        new ProcessBuilder("sh", "-c", "kill -INT " + left.pid()).start().waitFor();
        long giveUpAt = System.nanoTime() + STOP.toNanos();
        while (left.isAlive() && System.nanoTime() < giveUpAt) {
            Thread.sleep(50);
        }
        if (left.isAlive()) {
            throw new StartupException("An earlier PostgreSQL (process " + left.pid() + ") still uses " + folder
                    + " and does not stop. Stop it first");
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.isAlive()
                && process.info()
                        .command()
                        .map(command -> String.valueOf(Path.of(command).getFileName()))
                        .filter("postgres"::equals)
                        .isPresent();
    }

    private void checkVersion(Binaries binaries, Account account) throws IOException, InterruptedException {
        String made = Files.readString(folder.resolve("PG_VERSION")).strip();
        String ours = run(account.command(List.of(binaries.program("postgres").toString(), "--version")));
        if (!ours.contains(") " + made + ".")) {
            throw new StartupException(folder + " was created by PostgreSQL " + made + ", and this is " + ours.strip()
                    + ". Dump and restore the data, or set DATABASE_URL");
        }
    }

    private void writePassword() throws IOException {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        Files.deleteIfExists(passwordFile);
        Files.createFile(
                passwordFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(passwordFile, HexFormat.of().formatHex(random), StandardOpenOption.TRUNCATE_EXISTING);
    }

    /** The error lines of an output, or all of its lines if there are none, joined into one line. */
    private static String errors(String output) {
        List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
        List<String> errors = lines.stream()
                .filter(line -> line.contains("error:") || line.contains("FATAL:") || line.contains("PANIC:"))
                .toList();
        return String.join(" | ", errors.isEmpty() ? lines : errors);
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().retainAll(Set.of("PATH", "HOME", "TMPDIR"));
        builder.environment().putAll(Map.of("LC_ALL", "C", "TZ", "UTC"));
        Process process = builder.start();
        String output;
        try (InputStream stream = process.getInputStream()) {
            output = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new StartupException("PostgreSQL can't be set up: " + errors(output));
        }
        return output;
    }
}
