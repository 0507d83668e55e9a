package io.minerstack.standalone;

import io.minerstack.standalone.localllm.LocalLlm;
import io.minerstack.standalone.logging.StackLog;
import io.minerstack.standalone.postgres.DatabaseUrls;
import io.minerstack.standalone.postgres.EmbeddedPostgres;
import io.minerstack.standalone.process.SupervisedProcess;
import io.minerstack.standalone.process.Supervisor;
import io.minerstack.standalone.service.StackServices;
import io.minerstack.standalone.settings.InstanceLock;
import io.minerstack.standalone.settings.Settings;
import io.minerstack.standalone.settings.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Starts and stops PostgreSQL, the local model and the four services. */
class Stack {

    /** Less than {@code stop_jvm} of the script {@code supervise}, which kills this JVM then. */
    static final Duration STOP = Duration.ofMillis(3_900);

    private static final Duration SHORTEST_PROCESS_STOP = Duration.ofMillis(300);

    private final Settings settings;
    private final Consumer<String> say;
    private final StackServices services;
    private @Nullable InstanceLock lock;
    private volatile @Nullable Supervisor supervisor;
    private @Nullable SupervisedProcess localLlm;
    private final CountDownLatch stopping = new CountDownLatch(1);

    private volatile boolean refused;

    Stack(Settings settings, Consumer<String> out) {
        this.settings = settings;
        this.say = line -> {
            if (!refused) {
                out.accept(line);
            }
        };
        this.services = new StackServices(settings, say);
    }

    /** After a start that failed: the reason is the last line, and nothing is said about how the rest is stopped. */
    void refuse() {
        refused = true;
    }

    /** Returns when the stack answers; fails with {@link StartupException}. */
    void start() throws InterruptedException {
        LocalLlm model = settings.usesLocalModel() ? new LocalLlm(settings) : null;
        CompletableFuture<@Nullable DatabaseUrls> database = new CompletableFuture<>();
        synchronized (this) {
            if (stopping.getCount() == 0) {
                return;
            }
            lock = InstanceLock.take(settings.data(), settings.supervisor());
            Supervisor opened = Supervisor.open(settings.data(), settings.isRestart(), say);
            supervisor = opened;
            services.checkPorts();
            openLog();
            if (model != null) {
                if (opened.running("local-llm").isEmpty()) {
                    model.checkPorts();
                }
                localLlm = model.start(opened);
            }
            say.accept("Starting the services");
            services.start(database);
            startDatabase(opened, database);
        }
        services.awaitStarted();
        SupervisedProcess server = localLlm;
        if (model != null && server != null) {
            model.awaitReady(server);
        }
        new HealthProbe(settings).awaitHealthy();
    }

    private void openLog() {
        Path logs = settings.data().resolve("logs");
        try {
            Files.createDirectories(logs);
        } catch (IOException failure) {
            throw StartupException.unusableData(settings.data(), failure);
        }
        StackLog.open(
                logs.resolve("services.log"),
                switch (settings.get("LOG_FORMAT", "text")) {
                    case "json" -> true;
                    case "text", "auto" -> false;
                    default ->
                        throw new StartupException(
                                "LOG_FORMAT: " + settings.get("LOG_FORMAT", "") + " (expected: json, text or auto)");
                });
    }

    /** In a thread of its own: the services start meanwhile, and those that need the database wait. */
    private void startDatabase(Supervisor opened, CompletableFuture<@Nullable DatabaseUrls> urls) {
        if (settings.namesSqlite()) {
            say.accept("DATABASE_URL names SQLite, which is not used here: the built-in PostgreSQL keeps the data");
        }
        if (!settings.usesEmbeddedPostgres()) {
            urls.complete(null);
            return;
        }
        Thread.ofPlatform().daemon().name("postgres-start").start(() -> {
            try {
                urls.complete(EmbeddedPostgres.start(settings, opened));
            } catch (StartupException failure) {
                urls.completeExceptionally(failure);
            } catch (RuntimeException failure) {
                // whoever waits for the URLs must hear of every failure
                urls.completeExceptionally(new StartupException("PostgreSQL can't be started: " + failure, failure));
            } catch (InterruptedException stopped) {
                urls.completeExceptionally(new StartupException("The start was stopped"));
            }
        });
    }

    /** Stops everything within five seconds. Can be called more than once, and during a start. */
    void stop() throws IOException, InterruptedException {
        stopping.countDown();
        Supervisor opened = supervisor;
        if (opened != null) {
            opened.beginEnd();
        }
        end();
    }

    boolean isStoppingWithin(Duration timeout) throws InterruptedException {
        return stopping.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void end() throws IOException, InterruptedException {
        Supervisor opened = supervisor;
        if (opened == null) {
            return;
        }
        say.accept("Stopping");
        long began = System.nanoTime();
        services.stop();
        Duration left = STOP.minusNanos(System.nanoTime() - began);
        opened.stop(left.compareTo(SHORTEST_PROCESS_STOP) > 0 ? left : SHORTEST_PROCESS_STOP);
        InstanceLock held = lock;
        if (held != null) {
            held.close();
            lock = null;
        }
        supervisor = null;
        say.accept("Stopped");
    }
}
