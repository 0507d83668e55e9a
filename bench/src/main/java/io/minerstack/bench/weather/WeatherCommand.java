package io.minerstack.bench.weather;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts the weather run; exits with 1 after a violation. */
@Command(
        name = "weather",
        mixinStandardHelpOptions = true,
        description = "Runs the stack against failing model servers and checks every answer.")
public final class WeatherCommand implements Callable<Integer> {

    @Option(names = "--seconds", defaultValue = "60", description = "length of the run (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--seed",
            description = "the same seed gives the same dialects and faults (default: a random number)")
    private @Nullable Long seed;

    @Option(
            names = "--request",
            description = "sends only this request of the run with this seed, to look at a violation")
    private @Nullable Integer request;

    @Option(names = "--app", required = true, description = "the folder that the stack runs from")
    private @Nullable Path app;

    @Option(names = "--work", required = true, description = "an empty folder for data and logs")
    private @Nullable Path work;

    public static void main(String[] args) {
        System.exit(new CommandLine(new WeatherCommand()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (app == null || work == null) {
            throw new IllegalStateException("picocli sets required options");
        }
        long chosen = seed == null ? ThreadLocalRandom.current().nextInt(1_000_000) : seed;
        System.out.println("weather: seed " + chosen + ", " + seconds + " s");
        Files.createDirectories(work);
        int violations = new WeatherRun(chosen, Duration.ofSeconds(seconds), System.out)
                .run(app.toAbsolutePath().normalize(), work.toAbsolutePath(), request);
        return violations == 0 ? 0 : 1;
    }
}
