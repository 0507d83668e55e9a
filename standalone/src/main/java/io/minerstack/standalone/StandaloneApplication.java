package io.minerstack.standalone;

import io.minerstack.standalone.settings.CannotStart;
import io.minerstack.standalone.settings.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Starts the stack, says where it is, and ends it with the process. */
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
        } catch (CannotStart reason) {
            // Ctrl-C reaches the children first, and what comes of that is no news
            if (!stack.isStoppingWithin(AT_ONCE)) {
                System.err.println("miner: " + reason.getMessage());
            }
            System.exit(1);
        }
        Welcome.of(settings).lines().forEach(out::println);
        try {
            stack.rehearse();
        } catch (IOException failure) {
            out.println("The next start can't be prepared: " + failure.getMessage());
        }
        new CountDownLatch(1).await();
    }

    private static void stop(Stack stack, PrintStream out) {
        try {
            stack.stop();
        } catch (IOException failure) {
            out.println("The stop failed: " + failure.getMessage() + "; the next start tidies up");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
