package io.minerstack.standalone.postgres;

import io.minerstack.standalone.settings.FileTrees;
import io.minerstack.standalone.settings.StartupException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
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

    private static final String PART = "postgres.part";

    private static final Duration STOP = Duration.ofSeconds(10);
    private static final Duration SET_UP = Duration.ofSeconds(60);

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
        deleteParts();
        // initdb of an interrupted start may still be writing for a moment
        Path part = folder.resolveSibling(PART + ProcessHandle.current().pid());
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

    private void deleteParts() throws IOException {
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder.resolveSibling(""), PART + "*")) {
            for (Path part : parts) {
                FileTrees.delete(part);
            }
        }
    }

    /** The port of the server that runs on this directory: the fourth line of {@code postmaster.pid}. */
    int port() throws IOException {
        Path file = folder.resolve("postmaster.pid");
        List<String> lines = Files.readAllLines(file);
        if (lines.size() < 4 || !lines.get(3).strip().matches("\\d{1,5}")) {
            throw new StartupException(file + " names no port, although PostgreSQL runs. Stop it and start again");
        }
        return Integer.parseInt(lines.get(3).strip());
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
        Path output = Files.createTempFile("postgres", ".log");
        Process process = null;
        try {
            // a file, because reading a pipe to its end has no time limit
            process = process(command, output);
            boolean ended = process.waitFor(SET_UP.toSeconds(), TimeUnit.SECONDS);
            String said = Files.readString(output, StandardCharsets.UTF_8);
            if (!ended || process.exitValue() != 0) {
                throw new StartupException("PostgreSQL can't be set up: "
                        + (ended
                                ? errors(said)
                                : command.getFirst() + " takes more than " + SET_UP.toSeconds() + " s"));
            }
            return said;
        } finally {
            if (process != null) {
                process.destroyForcibly();
            }
            Files.deleteIfExists(output);
        }
    }

    private static Process process(List<String> command, Path output) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().retainAll(Set.of("PATH", "HOME", "TMPDIR"));
        builder.environment().putAll(Map.of("LC_ALL", "C", "TZ", "UTC"));
        return builder.start();
    }
}
