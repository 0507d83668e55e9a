package io.minerstack.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code supervise} with a shell script in place of the JVM. */
class SuperviseScriptIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path data;

    @SuppressWarnings("NullAway.Init")
    private Process script;

    @BeforeEach
    void copyTheScript() throws IOException {
        data = folder.resolve("data");
        Files.createDirectories(data.resolve("run"));
        Files.createDirectories(folder.resolve("jdk/bin"));
        Path scripts = Path.of("src/main/scripts");
        for (String name : List.of("supervise", "jvm.options")) {
            Files.copy(scripts.resolve(name), folder.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    @AfterEach
    void end() throws Exception {
        if (script != null) {
            script.descendants().forEach(ProcessHandle::destroyForcibly);
            script.destroyForcibly().waitFor();
        }
    }

    @Test
    void endsWithoutARestartIfTheStackCannotStart() throws Exception {
        start("echo $MINER_RESTARTS >>\"$MINER_DATA/starts\"; exit 1");

        assertThat(script.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(script.exitValue()).isEqualTo(1);
        assertThat(starts()).containsExactly("0");
    }

    @Test
    void startsTheJvmAgainThatEndedUnasked() throws Exception {
        start("echo $MINER_RESTARTS >>\"$MINER_DATA/starts\"; [ $MINER_RESTARTS = 2 ] && exec sleep 600; exit 137");

        await().atMost(SOON).until(() -> starts().size() == 3);
        assertThat(starts()).containsExactly("0", "1", "2");
        assertThat(said())
                .contains("miner: the services ended with status 137; starting them again in 0.2 s")
                .contains("in 0.4 s");
    }

    @Test
    void goesOnTryingWhenARestartFails() throws Exception {
        start("echo $MINER_RESTARTS >>\"$MINER_DATA/starts\"; case $MINER_RESTARTS in 0) exit 3 ;; 1) exit 1 ;;"
                + " *) exec sleep 600 ;; esac");

        await().atMost(SOON).until(() -> starts().size() == 3);
    }

    @Test
    void stopsTheJvmOnTermAndEndsWithStatusZero() throws Exception {
        start("trap 'echo stopped >>\"$MINER_DATA/starts\"; exit 143' TERM; echo up >>\"$MINER_DATA/starts\";"
                + " while :; do sleep 0.1; done");
        await().atMost(SOON).until(() -> starts().contains("up"));

        script.destroy();

        assertThat(script.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(script.exitValue()).isZero();
        assertThat(starts()).containsExactly("up", "stopped");
    }

    @Test
    void endsTheJvmAndItsProcessesWhenItIsKilled() throws Exception {
        // a JVM that dies at once when it is asked, and leaves a process behind
        start("sh -c 'echo $$ >\"$MINER_DATA/child\"; while :; do sleep 0.1; done' & child=$!;"
                + " echo $MINER_SUPERVISOR >\"$MINER_DATA/run/lock\";"
                + " started=$(sed 's/.*) //' /proc/$child/stat | cut -d ' ' -f 20);"
                + " echo \"postgres $child $started TERM KILL\" >\"$MINER_DATA/run/processes\";"
                + " echo $$ >\"$MINER_DATA/jvm\";"
                + " while :; do sleep 0.1; done");
        long jvm = pid("jvm");
        long child = pid("child");

        script.destroyForcibly().waitFor();

        await().atMost(SOON).until(() -> !alive(jvm) && !alive(child));
        await().atMost(SOON).untilAsserted(() -> assertThat(data.resolve("run/processes"))
                .as("list of processes")
                .isEmptyFile());
    }

    @Test
    void leavesTheProcessesOfAnotherStackAlone() throws Exception {
        Process other = new ProcessBuilder("sh", "-c", "while :; do sleep 0.1; done").start();
        try {
            Files.writeString(data.resolve("run/lock"), "1");
            Files.writeString(data.resolve("run/processes"), "postgres " + other.pid() + " 0 TERM KILL\n");

            start("exit 1");

            assertThat(script.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void leavesAProcessAloneThatHasTheIdOfOneThatEnded() throws Exception {
        Process other = new ProcessBuilder("sh", "-c", "while :; do sleep 0.1; done").start();
        try {
            start("echo $MINER_SUPERVISOR >\"$MINER_DATA/run/lock\";" + " echo 'postgres " + other.pid()
                    + " 1 TERM KILL' >\"$MINER_DATA/run/processes\"; exit 1");

            assertThat(script.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void stopsAtOnceWhileItWaitsToStartTheJvmAgain() throws Exception {
        // pauses of 0.2, 0.4, 0.8, 1.6, 3.2 and 6.4 s; the next would be 12.8 s
        start("echo $MINER_RESTARTS >>\"$MINER_DATA/starts\"; exit 3");
        await().atMost(Duration.ofSeconds(40)).until(() -> said().contains("again in 12.8 s"));

        script.destroy();

        assertThat(script.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(script.exitValue()).isZero();
        assertThat(starts()).hasSize(7);
    }

    @Test
    void endsItsProcessesAtOnceWhenItIsKilledWhileItWaits() throws Exception {
        start("[ $MINER_RESTARTS = 0 ] || exit 3; echo $MINER_SUPERVISOR >\"$MINER_DATA/run/lock\";"
                + " sh -c 'while :; do sleep 0.1; done' & child=$!;"
                + " started=$(sed 's/.*) //' /proc/$child/stat | cut -d ' ' -f 20);"
                + " echo \"postgres $child $started TERM KILL\" >\"$MINER_DATA/run/processes\";"
                + " echo $child >\"$MINER_DATA/child\"; exit 3");
        long child = pid("child");
        await().atMost(SOON).until(() -> said().contains("again in 6.4 s"));

        script.destroyForcibly().waitFor();

        await().atMost(SOON).until(() -> !alive(child));
    }

    @Test
    void killsAJvmThatDoesNotStopWithinFiveSeconds() throws Exception {
        start("trap '' TERM; echo $$ >\"$MINER_DATA/jvm\"; while :; do sleep 0.1; done");
        long jvm = pid("jvm");

        script.destroy();

        assertThat(script.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(alive(jvm)).isFalse();
    }

    @Test
    void writesNoCoreDumps() throws Exception {
        start("ulimit -c >\"$MINER_DATA/starts\"; exit 1");

        assertThat(script.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(starts()).containsExactly("0");
    }

    private void start(String jvm) throws IOException {
        Path java = folder.resolve("jdk/bin/java");
        Files.writeString(java, "#!/bin/sh\n" + jvm + "\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        ProcessBuilder builder = new ProcessBuilder(folder.resolve("supervise").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile());
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().put("MINER_DATA", data.toString());
        script = builder.start();
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("said"));
    }

    private List<String> starts() throws IOException {
        Path file = data.resolve("starts");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private long pid(String name) throws IOException {
        Path file = data.resolve(name);
        await().atMost(SOON)
                .until(() -> Files.exists(file) && Files.readString(file).endsWith("\n"));
        return Long.parseLong(Files.readString(file).strip());
    }

    private static boolean alive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }
}
