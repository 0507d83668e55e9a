package io.minerstack.standalone.postgres;

import io.minerstack.standalone.settings.CannotStart;
import io.minerstack.standalone.settings.Trees;
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
import java.util.concurrent.TimeUnit;

/**
 * The data of PostgreSQL on disk: made once, kept for ever, and never shared by two servers.
 *
 * @param folder PostgreSQL's data directory
 * @param passwordFile readable by this user alone
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

    /** Makes the data directory where there is none. A start that broke off in the middle leaves nothing to build on. */
    void prepare(Binaries binaries, Account account) throws IOException, InterruptedException {
        if (Files.exists(folder.resolve("PG_VERSION"))) {
            checkVersion(binaries, account);
            return;
        }
        if (!Files.exists(passwordFile)) {
            writePassword();
        }
        Path part = folder.resolveSibling("postgres.part");
        Trees.delete(part);
        run(account.command(List.of(
                binaries.program("initdb").toString(),
                "--pgdata=" + part,
                "--username=" + SUPERUSER,
                "--auth=scram-sha-256",
                "--pwfile=" + passwordFile,
                "--encoding=UTF8",
                // the same order of text on every system
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions")));
        Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Ends a server that an earlier supervisor left behind, and forgets one that is long gone. */
    void takeOver() throws IOException, InterruptedException {
        Path file = folder.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return;
        }
        String first = Files.readAllLines(file).stream().findFirst().orElse("").strip();
        ProcessHandle left = first.matches("\\d{1,18}")
                ? ProcessHandle.of(Long.parseLong(first)).orElse(null)
                : null;
        if (left == null || !isPostgres(left)) {
            // its number may be another process's by now, which PostgreSQL would take for itself
            Files.deleteIfExists(file);
            return;
        }
        new ProcessBuilder("sh", "-c", "kill -INT " + left.pid()).start().waitFor();
        long patience = System.nanoTime() + STOP.toNanos();
        while (left.isAlive() && System.nanoTime() < patience) {
            Thread.sleep(50);
        }
        if (left.isAlive()) {
            throw new CannotStart("An earlier PostgreSQL (process " + left.pid() + ") still works in " + folder
                    + " and does not stop: end it first");
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
            throw new CannotStart(folder + " was made by PostgreSQL " + made + " and this is " + ours.strip()
                    + ": dump and restore it, or set DATABASE_URL");
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

    /** The lines that tell of errors, or all of them, as one. */
    private static String why(String said) {
        List<String> lines = said.lines().filter(line -> !line.isBlank()).toList();
        List<String> errors = lines.stream()
                .filter(line -> line.contains("error:") || line.contains("FATAL:") || line.contains("PANIC:"))
                .toList();
        return String.join(" | ", errors.isEmpty() ? lines : errors);
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().retainAll(java.util.Set.of("PATH", "HOME", "TMPDIR"));
        builder.environment().putAll(Map.of("LC_ALL", "C", "TZ", "UTC"));
        Process process = builder.start();
        String said;
        try (InputStream output = process.getInputStream()) {
            said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new CannotStart("PostgreSQL can't be set up: " + why(said));
        }
        return said;
    }
}
