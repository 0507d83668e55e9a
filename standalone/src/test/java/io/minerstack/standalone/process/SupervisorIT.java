package io.minerstack.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path data;

    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<Supervisor> supervisors = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (Supervisor supervisor : supervisors) {
            supervisor.stop(Duration.ofSeconds(2));
        }
    }

    @Test
    void restartsAProcessThatEndedUnexpectedly() throws Exception {
        SupervisedProcess process = open(false).start(shell("brief", "echo once >>ran; exit 3"));

        await().atMost(SOON)
                .until(() -> Files.exists(data.resolve("ran"))
                        && Files.readAllLines(data.resolve("ran")).size() >= 2);

        assertThat(process.ends()).isPositive();
        assertThat(said).anyMatch(line -> line.startsWith("brief ended with status 3; restart in 500 ms"));
    }

    @Test
    void killsAProcessThatIgnoresTheGentleSignal() throws Exception {
        SupervisedProcess deaf =
                open(false).start(shell("deaf", "trap '' TERM; echo $$ >pid; while :; do sleep 1; done"));
        long pid = pid();

        deaf.ask();
        deaf.end(Duration.ofMillis(300));

        await().atMost(SOON).until(() -> !alive(pid));
        assertThat(said).contains("deaf does not stop; killing it");
    }

    @Test
    void keepsAProcessRunningWhoseLogCannotBeWritten() throws Exception {
        Files.createDirectories(data.resolve("logs"));
        Files.createSymbolicLink(data.resolve("logs/full.log"), Path.of("/dev/full"));

        open(false).start(shell("full", "echo $$ >>pids; while :; do echo words; sleep 0.1; done"));

        await().atMost(SOON).until(() -> Files.exists(data.resolve("pids")));
        await().during(Duration.ofSeconds(2))
                .atMost(SOON)
                .until(() -> Files.readAllLines(data.resolve("pids")).size() == 1);
    }

    @Test
    void givesAProcessOnlyItsOwnEnvironment() throws Exception {
        SupervisedProcess process = open(false)
                .start(new ProcessSpec(
                        "env",
                        List.of("/bin/sh", "-c", "env; sleep 60"),
                        Map.of("ONLY", "this", "PATH", "/usr/bin:/bin"),
                        data,
                        Signals.JVM));

        await().atMost(SOON).until(() -> process.log().tail(20).contains("ONLY=this"));
        assertThat(process.log().tail(50)).noneMatch(line -> line.startsWith("HOME="));
    }

    @Test
    void takesOverTheProcessesOfAJvmThatDied() throws Exception {
        open(false).start(shell("sleeper", "echo $$ >pid; exec sleep 600"));
        long pid = pid();
        // as after a kill: it restarts nothing any more
        supervisors.getFirst().beginEnd();

        SupervisedProcess taken = open(true).start(shell("sleeper", "echo $$ >>pid; exec sleep 600"));

        assertThat(alive(pid)).isTrue();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        await().atMost(SOON).until(() -> Files.readAllLines(data.resolve("pid")).size() == 2);
        assertThat(taken.ends()).isEqualTo(1);
        assertThat(said).anyMatch(line -> line.startsWith("sleeper ended; restart in 500 ms"));
    }

    @Test
    void endsTheProcessesThatAnEarlierStartLeftRunning() throws Exception {
        open(false).start(shell("sleeper", "echo $$ >pid; exec sleep 600"));
        long pid = pid();
        supervisors.getFirst().beginEnd();

        open(false);

        await().atMost(SOON).until(() -> !alive(pid));
        assertThat(said).contains("Ended 1 processes of an earlier start that were still running");
    }

    @Test
    void doesNotEndAnotherProcessWithTheSameId() throws Exception {
        Process other = new ProcessBuilder("sleep", "60").start();
        Files.createDirectories(data.resolve("run"));
        Files.writeString(data.resolve("run/processes"), "sleeper " + other.pid() + " 12345 TERM KILL\n");
        try {
            open(false);

            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    private Supervisor open(boolean takeOver) throws InterruptedException {
        Supervisor supervisor = Supervisor.open(data, takeOver, said::add);
        supervisors.add(supervisor);
        return supervisor;
    }

    private long pid() {
        Path file = data.resolve("pid");
        await().atMost(SOON)
                .until(() -> Files.exists(file) && Files.readString(file).endsWith("\n"));
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (IOException gone) {
            throw new IllegalStateException(gone);
        }
    }

    private ProcessSpec shell(String name, String script) {
        return new ProcessSpec(
                name, List.of("/bin/sh", "-c", script), Map.of("PATH", "/usr/bin:/bin"), data, Signals.JVM);
    }

    private static boolean alive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }
}
