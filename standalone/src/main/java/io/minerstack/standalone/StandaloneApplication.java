package io.minerstack.standalone;

import io.minerstack.standalone.settings.Settings;
import io.minerstack.standalone.settings.StartupException;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Starts the stack, prints its addresses, and stops it when this process ends. Status 1 means that the stack can't
 * start and that the reason was printed; after any other end that nobody asked for, the script {@code supervise}
 * starts this again.
 */
public final class StandaloneApplication {

    private static final Duration AT_ONCE = Duration.ofMillis(300);

    /** For the AOT cache: {@code --training URL} serves some requests with the model server at this URL and ends. */
    private static final String TRAINING = "--training";

    private StandaloneApplication() {}

    public static void main(String[] args) throws InterruptedException {
        boolean isTraining = args.length == 2 && args[0].equals(TRAINING);
        Settings settings = Settings.of(isTraining ? Training.environment(System.getenv(), args[1]) : System.getenv());
        PrintStream out = System.out;
        warnOfUnusedCache(settings.environment(), out);
        Stack stack;
        try {
            stack = new Stack(settings, out::println);
        } catch (StartupException reason) {
            refuse(reason);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stack, out), "stop"));
        try {
            stack.start();
        } catch (StartupException reason) {
            // A failed start that Ctrl-C caused is not reported.
            if (stack.isStoppingWithin(AT_ONCE)) {
                System.exit(1);
            }
            stack.refuse();
            refuse(reason);
        }
        if (isTraining) {
            System.exit(Training.run(settings) ? 0 : 1);
        }
        if (settings.isRestart()) {
            out.println("Miner Stack answers again");
        } else {
            StartupBanner.of(settings).lines().forEach(out::println);
        }
        new CountDownLatch(1).await();
    }

    private static void refuse(StartupException reason) {
        System.err.println("miner: " + reason.getMessage());
        System.exit(1);
    }

    /**
     * The JVM goes on without an AOT cache that does not fit. Its own lines about that are switched off, because they
     * are five and name neither the file nor the consequence.
     */
    private static void warnOfUnusedCache(Map<String, String> environment, PrintStream out) {
        String cache = environment.get("MINER_AOT_CACHE");
        if (cache != null && !System.getProperty("java.vm.info", "").contains("sharing")) {
            out.println(
                    "miner: " + cache + " was made for another Java or processor, or is damaged, so starts are slower."
                            + " Delete its folder to have it made again");
        }
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
