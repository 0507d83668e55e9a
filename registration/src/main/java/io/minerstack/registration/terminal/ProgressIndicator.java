package io.minerstack.registration.terminal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Shows that a slow task is running. On a terminal the line also shows the elapsed seconds until {@link #close()};
 * elsewhere one line is printed at the start.
 */
public final class ProgressIndicator implements AutoCloseable {

    private static final Duration REDRAW = Duration.ofMillis(500);

    private final Terminal terminal;
    private final String task;
    private final long start = System.nanoTime();
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread drawer;

    private ProgressIndicator(Terminal terminal, String task) {
        this.terminal = terminal;
        this.task = task;
        this.drawer = Thread.ofPlatform().daemon().name("progress").unstarted(this::draw);
    }

    public static ProgressIndicator start(Terminal terminal, String task) {
        ProgressIndicator progress = new ProgressIndicator(terminal, task);
        if (terminal.isInteractive()) {
            progress.drawer.start();
        } else {
            terminal.err().println(task + " …");
            terminal.err().flush();
        }
        return progress;
    }

    private void draw() {
        try {
            do {
                terminal.err().print("\r" + task + " … " + seconds() + " s ");
                terminal.err().flush();
            } while (!done.await(REDRAW.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long seconds() {
        return Duration.ofNanos(System.nanoTime() - start).toSeconds();
    }

    @Override
    public void close() {
        done.countDown();
        if (!terminal.isInteractive()) {
            return;
        }
        try {
            drawer.join(REDRAW);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        terminal.err().println("\r" + task + ": " + seconds() + " s  ");
        terminal.err().flush();
    }
}
