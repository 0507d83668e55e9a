package io.minerstack.standalone.process;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A child process that is restarted after each unexpected end, with a growing pause, until it is stopped. */
public class Child {

    /**
     * Ctrl-C reaches children and supervisor at the same time: a child can end shortly before the supervisor stops
     * it.
     */
    private static final Duration CTRL_C = Duration.ofMillis(300);

    private final Launch launch;
    private final LogFile log;
    private final Children family;
    private final Consumer<String> say;
    private final Backoff backoff = new Backoff();
    private volatile boolean stopping;
    private final AtomicInteger ends = new AtomicInteger();
    private volatile int lastStatus;
    private volatile @Nullable Process process;
    private @Nullable Thread keeper;

    Child(Launch launch, LogFile log, Children family, Consumer<String> say) {
        this.launch = launch;
        this.log = log;
        this.family = family;
        this.say = say;
    }

    void start() {
        keeper = Thread.ofPlatform().daemon().name(launch.name()).start(this::keep);
    }

    public String name() {
        return launch.name();
    }

    public LogFile log() {
        return log;
    }

    /** How often the process ended unexpectedly. */
    public int ends() {
        return ends.get();
    }

    /** Whether the child is being stopped or was stopped. */
    public boolean isStopping() {
        return stopping;
    }

    /** The exit status of the last process. */
    public int lastStatus() {
        return lastStatus;
    }

    private void keep() {
        while (!stopping) {
            long started = System.nanoTime();
            try {
                lastStatus = runOnce();
            } catch (IOException failure) {
                lastStatus = -1;
                say.accept(launch.name() + " can't be started: " + failure.getMessage());
            } catch (InterruptedException stopped) {
                return;
            }
            Duration pause = backoff.after(Duration.ofNanos(System.nanoTime() - started));
            if (!pausing(CTRL_C)) {
                return;
            }
            ends.incrementAndGet();
            say.accept(launch.name() + " ended with status " + lastStatus + "; restart in " + pause.toMillis() + " ms ("
                    + log + ")");
            if (!pausing(pause)) {
                return;
            }
        }
    }

    /** Waits. False if the child was stopped meanwhile. */
    private boolean pausing(Duration pause) {
        try {
            Thread.sleep(pause);
            return !stopping;
        } catch (InterruptedException stopped) {
            return false;
        }
    }

    private int runOnce() throws IOException, InterruptedException {
        Process started;
        synchronized (this) {
            if (stopping) {
                return 0;
            }
            started = launch.start();
            process = started;
            family.enter(started, launch.signals());
        }
        try {
            Launch.go(started);
            log.take(started.getInputStream());
            return started.waitFor();
        } finally {
            // after any failure: a second copy must never run beside the first
            if (started.isAlive()) {
                started.destroyForcibly().waitFor();
            }
            family.leave(started);
        }
    }

    /**
     * Marks the next end of the process as expected. Ctrl-C reaches all children at once, while the supervisor stops
     * them one after the other.
     */
    synchronized void expectEnd() {
        stopping = true;
    }

    /** Sends the gentle signal and does not wait. */
    public void ask() throws IOException, InterruptedException {
        Process running;
        synchronized (this) {
            stopping = true;
            running = process;
        }
        if (running != null && running.isAlive()) {
            Signals.send(launch.signals().gentle(), running.pid());
        }
    }

    /** Waits for the end of the process, at most for {@code timeout}. */
    public void await(Duration timeout) throws InterruptedException {
        Process running = process;
        if (running != null) {
            running.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Waits for the end of the process; sends the hard signal after {@code timeout}. */
    public void end(Duration timeout) throws IOException, InterruptedException {
        Process running = process;
        if (running != null && !running.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            say.accept(launch.name() + " does not stop; killing it");
            Signals.send(launch.signals().hard(), running.pid());
            if (!running.waitFor(300, TimeUnit.MILLISECONDS)) {
                running.destroyForcibly();
            }
        }
        Thread thread = keeper;
        if (thread != null) {
            thread.join(500);
            thread.interrupt();
        }
    }
}
