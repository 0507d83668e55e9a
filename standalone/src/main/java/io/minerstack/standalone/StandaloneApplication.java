package io.minerstack.standalone;

import io.minerstack.standalone.settings.Settings;
import io.minerstack.standalone.settings.StartupException;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Starts the stack, prints its addresses, and stops it when this process ends. */
public final class StandaloneApplication {

    private static final Duration AT_ONCE = Duration.ofMillis(300);

    private StandaloneApplication() {}

    public static void main(String[] args) throws InterruptedException {
        Settings settings = Settings.of(System.getenv());
        PrintStream out = System.out;
        Stack stack = new Stack(settings, out::println);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stack, out), "stop"));
        try {
            stack.start();
        } catch (StartupException reason) {
            // Ctrl-C can reach the children first. A failed start that Ctrl-C caused is not reported.
            if (!stack.isStoppingWithin(AT_ONCE)) {
                System.err.println("miner: " + reason.getMessage());
            }
            System.exit(1);
        }
        Welcome.of(settings).lines().forEach(out::println);
        try {
            stack.rehearse();
        } catch (IOException failure) {
            out.println("The AOT caches for the next start can't be created: " + failure.getMessage());
        }
        new CountDownLatch(1).await();
    }

    private static void stop(Stack stack, PrintStream out) {
        try {
            stack.stop();
        } catch (IOException failure) {
            out.println("The stop failed: " + failure.getMessage() + ". The next start ends processes that still run.");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
