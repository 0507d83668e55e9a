package io.minerstack.standalone;

import io.minerstack.standalone.postgres.EmbeddedPostgres;
import io.minerstack.standalone.process.Child;
import io.minerstack.standalone.process.Children;
import io.minerstack.standalone.service.Copies;
import io.minerstack.standalone.service.Services;
import io.minerstack.standalone.settings.InstanceLock;
import io.minerstack.standalone.settings.Settings;
import io.minerstack.standalone.settings.StartupException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Starts and stops all processes of the stack. */
class Stack {

    private final Settings settings;
    private final Consumer<String> say;
    private @Nullable InstanceLock lock;
    private volatile @Nullable Children children;
    private @Nullable Copies copies;
    private @Nullable Child postgres;
    private @Nullable Services services;
    private final CountDownLatch stopping = new CountDownLatch(1);

    Stack(Settings settings, Consumer<String> say) {
        this.settings = settings;
        this.say = say;
    }

    /** Returns when every service is ready; fails with {@link StartupException}. */
    void start() throws InterruptedException {
        Services running = launch();
        if (running != null) {
            running.awaitReady(say);
        }
    }

    /** Prepares a faster next start, at the lowest CPU priority. */
    void rehearse() throws IOException, InterruptedException {
        Services running;
        Children family;
        synchronized (this) {
            running = services;
            family = children;
        }
        if (running != null
                && family != null
                && settings.get("MINER_FAST_START", "on").equals("on")) {
            int faster = running.rehearse(family);
            if (faster > 0) {
                say.accept("The next start will be faster: its AOT caches are ready");
            }
        }
    }

    private synchronized @Nullable Services launch() throws InterruptedException {
        if (stopping.getCount() == 0) {
            return null;
        }
        lock = InstanceLock.take(settings.data());
        Children family = Children.open(settings.data(), say);
        children = family;
        Services.of(settings, null).check();
        Copies copied = copyJars();
        copies = copied;
        String databaseUrl = null;
        if (settings.namesSqlite()) {
            say.accept("DATABASE_URL names SQLite, which is not used here: the built-in PostgreSQL keeps the data");
        }
        if (settings.usesEmbeddedPostgres()) {
            say.accept("Starting PostgreSQL");
            EmbeddedPostgres embedded = EmbeddedPostgres.start(settings, family);
            postgres = embedded.server();
            databaseUrl = embedded.url();
        }
        say.accept("Starting the services");
        Services started = Services.of(copied.settings(), databaseUrl);
        services = started;
        started.start(family);
        return started;
    }

    private Copies copyJars() {
        try {
            return Copies.make(settings);
        } catch (IOException failure) {
            throw StartupException.unusableData(settings.data(), failure);
        }
    }

    /** Stops all processes within ten seconds. Can be called more than once, and during a start. */
    void stop() throws IOException, InterruptedException {
        stopping.countDown();
        Children family = children;
        if (family != null) {
            // before the lock of end(): a start that holds the lock and waits for a child returns after this call
            family.beginEnd();
        }
        end();
    }

    boolean isStoppingWithin(Duration timeout) throws InterruptedException {
        return stopping.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void end() throws IOException, InterruptedException {
        Children family = children;
        boolean ran = services != null;
        if (ran) {
            say.accept("Stopping");
        }
        if (family != null) {
            family.beginEnd();
        }
        if (services != null) {
            services.stop();
            services = null;
        }
        if (postgres != null) {
            postgres.ask();
            postgres.end(Duration.ofSeconds(2));
            postgres = null;
        }
        if (family != null) {
            family.close();
            children = null;
        }
        if (copies != null) {
            copies.remove();
            copies = null;
        }
        if (lock != null) {
            lock.close();
            lock = null;
        }
        if (ran) {
            say.accept("Stopped");
        }
    }
}
