package io.minerstack.standalone.process;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A process that is started again whenever it ends by itself, each time a little later, until it is stopped. */
public class Child {

    /** Ctrl-C reaches children and supervisor at once: an end just before the order to stop is no accident. */
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

    /** How often it has ended by itself. */
    public int ends() {
        return ends.get();
    }

    /** Whether it is to end, or to stay so. */
    public boolean isStopping() {
        return stopping;
    }

    /** What it ended with last. */
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
                say.accept(launch.name() + " can't be run: " + failure.getMessage());
            } catch (InterruptedException stopped) {
                return;
            }
            Duration pause = backoff.after(Duration.ofNanos(System.nanoTime() - started));
            if (!pausing(CTRL_C)) {
                return;
            }
            ends.incrementAndGet();
            say.accept(launch.name() + " ended with status " + lastStatus + "; starting it again in " + pause.toMillis()
                    + " ms (" + log + ")");
            if (!pausing(pause)) {
                return;
            }
        }
    }

    /** False when it is to stop meanwhile. */
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
            // whatever went wrong here, there is never a second copy beside the first
            if (started.isAlive()) {
                started.destroyForcibly().waitFor();
            }
            family.leave(started);
        }
    }

    /** Its next end is no accident: Ctrl-C reaches all children at once, while they are stopped one after the other. */
    synchronized void expectEnd() {
        stopping = true;
    }

    /** Asks it to end and does not wait. */
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

    /** Waits for the end that was asked for, and makes it when it does not come. */
    public void end(Duration patience) throws IOException, InterruptedException {
        Process running = process;
        if (running != null && !running.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            say.accept(launch.name() + " does not stop: ending it");
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
