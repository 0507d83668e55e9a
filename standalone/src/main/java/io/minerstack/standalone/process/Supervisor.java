package io.minerstack.standalone.process;

import io.minerstack.standalone.settings.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Starts the stack's native processes and keeps them running. */
public class Supervisor {

    private static final Duration ROTATION = Duration.ofMinutes(1);

    private final Path logs;
    private final PidFile pids;
    private final Consumer<String> say;
    private final List<SupervisedProcess> started = new CopyOnWriteArrayList<>();
    private boolean closed;

    private Supervisor(Path logs, PidFile pids, Consumer<String> say) {
        this.logs = logs;
        this.pids = pids;
        this.say = say;
    }

    /**
     * Opens the file of process ids.
     *
     * @param takeOver whether processes of an earlier JVM go on; else they are ended
     * @param say gets one line for each restart and other event
     */
    public static Supervisor open(Path data, boolean takeOver, Consumer<String> say) throws InterruptedException {
        try {
            Path logs = Files.createDirectories(data.resolve("logs"));
            PidFile pids =
                    new PidFile(Files.createDirectories(data.resolve("run")).resolve("processes"));
            if (!takeOver) {
                int left = pids.endAll();
                if (left > 0) {
                    say.accept("Ended " + left + " processes of an earlier start that were still running");
                }
            }
            Supervisor supervisor = new Supervisor(logs, pids, say);
            Thread.ofPlatform().daemon().name("log-rotation").start(supervisor::rotateLogs);
            return supervisor;
        } catch (IOException failure) {
            throw StartupException.unusableData(data, failure);
        }
    }

    /** The process of this name that an earlier JVM started, if it still runs. */
    public Optional<ProcessHandle> running(String name) {
        return pids.running(name);
    }

    /** Starts a process, or takes over the one that runs, and keeps it running until it is stopped. */
    public SupervisedProcess start(ProcessSpec spec) {
        ProcessLog log = new ProcessLog(logs.resolve(spec.name() + ".log"));
        SupervisedProcess process = new SupervisedProcess(spec, log, this, say);
        synchronized (this) {
            if (closed) {
                process.expectEnd();
            }
            started.add(process);
        }
        process.start(running(spec.name()));
        return process;
    }

    /** Prevents all further starts and restarts. */
    public synchronized void beginEnd() {
        closed = true;
        started.forEach(SupervisedProcess::expectEnd);
    }

    /** Stops all processes: the gentle signal to all, and after {@code timeout} the hard one. */
    public void stop(Duration timeout) throws IOException, InterruptedException {
        beginEnd();
        for (SupervisedProcess process : started) {
            process.ask();
        }
        long latest = System.nanoTime() + timeout.toNanos();
        for (SupervisedProcess process : started) {
            process.end(Duration.ofNanos(Math.max(0, latest - System.nanoTime())));
        }
    }

    void enter(ProcessSpec spec, ProcessHandle process) throws IOException {
        pids.add(spec.name(), process, spec.signals());
    }

    void leave(ProcessSpec spec) throws IOException {
        pids.remove(spec.name());
    }

    private void rotateLogs() {
        while (true) {
            for (SupervisedProcess process : started) {
                try {
                    process.log().rotate();
                } catch (IOException failure) {
                    say.accept(process.log() + " can't be rotated: " + failure.getMessage());
                }
            }
            try {
                Thread.sleep(ROTATION);
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }
}
