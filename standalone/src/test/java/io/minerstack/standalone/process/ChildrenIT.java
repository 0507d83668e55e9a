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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildrenIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path data;

    private final List<String> said = new CopyOnWriteArrayList<>();

    @Test
    void restartsAChildThatEndedUnexpectedly() throws Exception {
        try (Children children = Children.open(data, said::add)) {
            Child child = children.start(shell("brief", "echo once >>ran; exit 3"));

            await().atMost(SOON)
                    .until(() -> Files.exists(data.resolve("ran"))
                            && Files.readAllLines(data.resolve("ran")).size() >= 2);
            child.ask();
            child.end(Duration.ofSeconds(2));

            assertThat(child.lastStatus()).isEqualTo(3);
            assertThat(said).anyMatch(line -> line.startsWith("brief ended with status 3; restart in 500 ms"));
        }
    }

    @Test
    void killsAChildThatIgnoresTheGentleSignal() throws Exception {
        try (Children children = Children.open(data, said::add)) {
            Child deaf = children.start(shell("deaf", "trap '' TERM; echo $$ >pid; while :; do sleep 1; done"));
            long pid = pid();

            deaf.ask();
            deaf.end(Duration.ofMillis(300));

            await().atMost(SOON).until(() -> !alive(pid));
            assertThat(said).contains("deaf does not stop; killing it");
        }
    }

    @Test
    void neverRunsASecondCopyBesideTheFirst() throws Exception {
        Files.createDirectories(data.resolve("logs"));
        Files.createSymbolicLink(data.resolve("logs/full.log"), Path.of("/dev/full"));
        try (Children children = Children.open(data, said::add)) {
            Child child = children.start(shell("full", "echo $$ >>pids; while :; do echo words; sleep 0.1; done"));

            Thread.sleep(3_000);

            assertThat(Files.readAllLines(data.resolve("pids"))).hasSize(1);
            child.ask();
            child.end(Duration.ofSeconds(2));
        }
    }

    @Test
    void givesAChildOnlyItsOwnEnvironment() throws Exception {
        try (Children children = Children.open(data, said::add)) {
            Child child = children.start(new Launch(
                    "env",
                    List.of("/bin/sh", "-c", "env; sleep 60"),
                    Map.of("ONLY", "this", "PATH", "/usr/bin:/bin"),
                    data,
                    Signals.JVM));

            await().atMost(SOON).until(() -> child.log().tail(20).contains("ONLY=this"));
            assertThat(child.log().tail(50)).noneMatch(line -> line.startsWith("HOME="));
            child.ask();
            child.end(SOON);
        }
    }

    @Test
    void endsTheChildrenOfASupervisorThatWasKilled() throws Exception {
        Process supervisor = supervisor();
        long pid = pid();

        supervisor.destroyForcibly().waitFor();

        await().atMost(SOON).until(() -> !alive(pid));
    }

    @Test
    void endsAtTheNextStartTheChildrenOfAKilledSupervisorAndGuardian() throws Exception {
        Process supervisor = supervisor();
        long pid = pid();
        List<ProcessHandle> guardian =
                supervisor.children().filter(child -> child.pid() != pid).toList();
        assertThat(guardian).hasSize(1);

        guardian.getFirst().destroyForcibly();
        supervisor.destroyForcibly().waitFor();
        assertThat(alive(pid)).isTrue();

        try (Children children = Children.open(data, said::add)) {
            assertThat(children).isNotNull();
            await().atMost(SOON).until(() -> !alive(pid));
        }
        assertThat(said).contains("Ended 1 processes of an earlier start that were still running");
    }

    @Test
    void doesNotEndAnotherProcessWithTheSameId() throws Exception {
        Process other = new ProcessBuilder("sleep", "60").start();
        Files.createDirectories(data.resolve("run"));
        Files.writeString(data.resolve("run/children"), other.pid() + " 12345 TERM KILL\n");

        try (Children children = Children.open(data, said::add)) {
            assertThat(children).isNotNull();
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    private Process supervisor() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OneChild.class.getName(),
                        data.toString())
                .inheritIO()
                .start();
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

    private Launch shell(String name, String script) {
        return new Launch(name, List.of("/bin/sh", "-c", script), Map.of("PATH", "/usr/bin:/bin"), data, Signals.JVM);
    }

    private static boolean alive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    /** The main class of a supervisor with one child, which a test kills. */
    static final class OneChild {

        private OneChild() {}

        public static void main(String[] args) throws InterruptedException {
            Path data = Path.of(args[0]);
            Children children = Children.open(data, System.out::println);
            children.start(new Launch(
                    "sleeper",
                    List.of("/bin/sh", "-c", "echo $$ >pid; exec sleep 600"),
                    Map.of("PATH", "/usr/bin:/bin"),
                    data,
                    Signals.JVM));
            Thread.sleep(Duration.ofMinutes(10));
        }
    }
}
