package io.minerstack.standalone.process;

import io.minerstack.standalone.settings.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What all children of one supervisor share: the guardian, the roll and the folder of logs. */
public class Children implements AutoCloseable {

    private final Path logs;
    private final Roll roll;
    private final Guardian guardian;
    private final Consumer<String> say;
    private final List<Child> started = new CopyOnWriteArrayList<>();
    private volatile @Nullable Process passing;
    private boolean closed;

    private Children(Path logs, Roll roll, Guardian guardian, Consumer<String> say) {
        this.logs = logs;
        this.roll = roll;
        this.guardian = guardian;
        this.say = say;
    }

    /**
     * Ends what an earlier supervisor may have left first.
     *
     * @param say where to tell of restarts and the like, a line each
     */
    public static Children open(Path data, Consumer<String> say) throws InterruptedException {
        try {
            Path logs = Files.createDirectories(data.resolve("logs"));
            Roll roll = new Roll(Files.createDirectories(data.resolve("run")).resolve("children"));
            int left = roll.endLeftovers();
            if (left > 0) {
                say.accept("Ended " + left + " processes that an earlier start had left running");
            }
            return new Children(logs, roll, new Guardian(), say);
        } catch (IOException failure) {
            throw CannotStart.withoutData(data, failure);
        }
    }

    /** Starts a child and keeps it running until it is stopped. */
    public Child start(Launch launch) {
        Child child = new Child(launch, new LogFile(logs.resolve(launch.name() + ".log")), this, say);
        synchronized (this) {
            if (closed) {
                child.expectEnd();
            }
            started.add(child);
        }
        child.start();
        return child;
    }

    /** Runs a child once and returns its status; ended by {@link #beginEnd()} if it still runs then. */
    public int run(Launch launch) throws IOException, InterruptedException {
        Process started;
        synchronized (this) {
            if (closed) {
                return -1;
            }
            started = launch.start();
            passing = started;
            enter(started, launch.signals());
        }
        Launch.go(started);
        new LogFile(logs.resolve(launch.name() + ".log")).take(started.getInputStream());
        int status = started.waitFor();
        leave(started);
        return status;
    }

    /** Lets nothing be started any more, nor again, and ends what {@link #run} runs. The children are then stopped one by one. */
    public void beginEnd() throws InterruptedException {
        synchronized (this) {
            closed = true;
        }
        started.forEach(Child::expectEnd);
        Process running = passing;
        if (running != null) {
            running.destroyForcibly().waitFor();
        }
    }

    void enter(Process process, Signals signals) throws IOException {
        roll.add(process.toHandle(), signals);
        tell(() -> guardian.watch(process.pid(), signals));
    }

    void leave(Process process) throws IOException {
        roll.remove(process.pid());
        tell(() -> guardian.forget(process.pid()));
    }

    /** Without a guardian the stack runs on; the roll still finds the children at the next start. */
    private void tell(Telling telling) {
        try {
            telling.run();
        } catch (IOException gone) {
            say.accept("The guardian of the processes is gone: after a kill -9 the next start will tidy up");
        }
    }

    private interface Telling {
        void run() throws IOException;
    }

    /** Call when every child was stopped. */
    @Override
    public void close() {
        try {
            guardian.close();
        } catch (IOException gone) {
            say.accept("The guardian of the processes was gone already");
        }
    }
}
