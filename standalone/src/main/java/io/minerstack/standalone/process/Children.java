package io.minerstack.standalone.process;

import io.minerstack.standalone.settings.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All children of one supervisor. They share the guardian, the roll and the folder of logs. */
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
     * Ends processes that an earlier supervisor left running, then opens the roll and starts the guardian.
     *
     * @param say gets one line for each restart and other event
     */
    public static Children open(Path data, Consumer<String> say) throws InterruptedException {
        try {
            Path logs = Files.createDirectories(data.resolve("logs"));
            Roll roll = new Roll(Files.createDirectories(data.resolve("run")).resolve("children"));
            int left = roll.endLeftovers();
            if (left > 0) {
                say.accept("Ended " + left + " processes of an earlier start that were still running");
            }
            return new Children(logs, roll, new Guardian(), say);
        } catch (IOException failure) {
            throw StartupException.unusableData(data, failure);
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

    /** Runs a child once and returns its exit status. {@link #beginEnd()} kills a child that still runs. */
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

    /**
     * Prevents all further starts and restarts, and kills the child of {@link #run}. The caller then stops the
     * children.
     */
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

    /** The stack keeps running without a guardian: at the next start the roll still names the children. */
    private void tell(Telling telling) {
        try {
            telling.run();
        } catch (IOException gone) {
            say.accept("The guardian process is gone. After a kill -9 the children run until the next start ends them");
        }
    }

    private interface Telling {
        void run() throws IOException;
    }

    /** Call after every child was stopped. */
    @Override
    public void close() {
        try {
            guardian.close();
        } catch (IOException gone) {
            say.accept("The guardian process was already gone");
        }
    }
}
