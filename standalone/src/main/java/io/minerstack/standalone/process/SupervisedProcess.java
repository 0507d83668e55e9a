package io.minerstack.standalone.process;

import io.minerstack.servicesupport.client.Backoff;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A process that is started again after each unexpected end, until it is stopped: after
 * {@code 0.5 s * 2^(restarts - 1)}, at most 30 s. One that an earlier JVM of this stack started is taken over.
 */
public class SupervisedProcess {

    private static final Backoff PAUSE = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30), 0);
    /** A process that ran as long as this starts again after the first pause. */
    private static final Duration STABLE = Duration.ofMinutes(1);

    private final ProcessSpec spec;
    private final ProcessLog log;
    private final Supervisor supervisor;
    private final Consumer<String> say;
    private volatile boolean stopping;
    private final AtomicInteger ends = new AtomicInteger();
    private volatile @Nullable ProcessHandle process;
    private @Nullable Thread keeper;

    SupervisedProcess(ProcessSpec spec, ProcessLog log, Supervisor supervisor, Consumer<String> say) {
        this.spec = spec;
        this.log = log;
        this.supervisor = supervisor;
        this.say = say;
    }

    void start(Optional<ProcessHandle> running) {
        running.ifPresent(taken -> process = taken);
        keeper = Thread.ofPlatform().daemon().name(spec.name()).start(() -> keep(running));
    }

    public String name() {
        return spec.name();
    }

    public ProcessLog log() {
        return log;
    }

    /** How often the process ended unexpectedly. */
    public int ends() {
        return ends.get();
    }

    /** Whether the process is being stopped or was stopped. */
    public boolean isStopping() {
        return stopping;
    }

    private void keep(Optional<ProcessHandle> taken) {
        Optional<ProcessHandle> running = taken;
        int failures = 0;
        while (!stopping) {
            long started = System.nanoTime();
            String reason;
            try {
                reason = running.isPresent() ? awaitEnd(running.get()) : run();
            } catch (IOException failure) {
                reason = "can't be started: " + failure.getMessage();
            } catch (RuntimeException failure) {
                // this thread alone starts the process again
                reason = "can't be watched: " + failure;
            } catch (InterruptedException stopped) {
                return;
            }
            running = Optional.empty();
            if (stopping) {
                return;
            }
            boolean stable = System.nanoTime() - started > STABLE.toNanos();
            failures = stable ? 1 : failures + 1;
            Duration pause = PAUSE.pause(failures);
            ends.incrementAndGet();
            say.accept(spec.name() + " " + reason + "; restart in " + pause.toMillis() + " ms (" + log + ")");
            try {
                Thread.sleep(pause);
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    /** Only the parent of a process learns its status. */
    private static String awaitEnd(ProcessHandle running) throws InterruptedException {
        try {
            running.onExit().get();
        } catch (ExecutionException failure) {
            throw new IllegalStateException("a process can't be waited for", failure);
        }
        return "ended";
    }

    private String run() throws IOException, InterruptedException {
        Process started;
        synchronized (this) {
            if (stopping) {
                return "was stopped";
            }
            started = spec.start(log.file());
            process = started.toHandle();
        }
        try {
            supervisor.enter(spec, started.toHandle());
            ProcessSpec.go(started);
            return "ended with status " + started.waitFor();
        } finally {
            // after any failure: a second copy must never run beside the first
            if (started.isAlive()) {
                started.destroyForcibly().waitFor();
            }
            supervisor.leave(spec);
        }
    }

    /** Prevents restarts. */
    synchronized void expectEnd() {
        stopping = true;
    }

    /** Sends the gentle signal and does not wait. */
    public void ask() throws IOException, InterruptedException {
        ProcessHandle running;
        synchronized (this) {
            stopping = true;
            running = process;
        }
        if (running != null && running.isAlive()) {
            Signals.send(spec.signals().gentle(), running.pid());
        }
    }

    /** Waits for the end of the process; sends the hard signal after {@code timeout}. */
    public void end(Duration timeout) throws IOException, InterruptedException {
        ProcessHandle running = process;
        if (running != null && !hasEnded(running, timeout)) {
            say.accept(spec.name() + " does not stop; killing it");
            Signals.send(spec.signals().hard(), running.pid());
            if (!hasEnded(running, Duration.ofMillis(150))) {
                running.destroyForcibly();
            }
        }
        Thread thread = keeper;
        if (thread != null) {
            thread.join(100);
            thread.interrupt();
        }
        supervisor.leave(spec);
    }

    private static boolean hasEnded(ProcessHandle running, Duration timeout) throws InterruptedException {
        try {
            running.onExit().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException runs) {
            return false;
        } catch (ExecutionException failure) {
            throw new IllegalStateException("a process can't be waited for", failure);
        }
    }
}
