package io.minerstack.registration.terminal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Says that something slow is going on, and how long it has taken, until closed. */
public final class ProgressIndicator implements AutoCloseable {

    private static final Duration REDRAW = Duration.ofMillis(500);

    private final Terminal terminal;
    private final String what;
    private final long start = System.nanoTime();
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread drawer;

    private ProgressIndicator(Terminal terminal, String what) {
        this.terminal = terminal;
        this.what = what;
        this.drawer = Thread.ofPlatform().daemon().name("progress").unstarted(this::draw);
    }

    public static ProgressIndicator of(Terminal terminal, String what) {
        ProgressIndicator progress = new ProgressIndicator(terminal, what);
        if (terminal.isWatched()) {
            progress.drawer.start();
        } else {
            terminal.err().println(what + " …");
            terminal.err().flush();
        }
        return progress;
    }

    private void draw() {
        try {
            do {
                terminal.err().print("\r" + what + " … " + seconds() + " s ");
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
        if (!terminal.isWatched()) {
            return;
        }
        try {
            drawer.join(REDRAW);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        terminal.err().println("\r" + what + ": " + seconds() + " s  ");
        terminal.err().flush();
    }
}
