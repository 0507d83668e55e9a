package io.minerstack.bench.fake;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the fake as a process of its own, for load runs. */
@Command(
        name = "fake-model",
        mixinStandardHelpOptions = true,
        description = "An OpenAI-compatible server that answers after a fixed delay.")
public final class FakeModelCommand implements Callable<Integer> {

    @Option(names = "--port", defaultValue = "8000", description = "port on 127.0.0.1 (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--delay-ms",
            defaultValue = "50",
            description = "wait before the response head (default: ${DEFAULT-VALUE})")
    private long delayMillis;

    @Option(
            names = "--gap-ms",
            defaultValue = "0",
            description = "wait between tokens; 0 sends them in one piece (default: ${DEFAULT-VALUE})")
    private long gapMillis;

    @Option(names = "--tokens", defaultValue = "20", description = "length of an answer (default: ${DEFAULT-VALUE})")
    private int tokens;

    @Option(names = "--model", defaultValue = "fake-model", description = "its name (default: ${DEFAULT-VALUE})")
    private String model;

    @Option(
            names = "--json-field",
            description = "puts the text into a JSON object under this name, as a caller with a schema expects")
    private @org.jspecify.annotations.Nullable String jsonField;

    public static void main(String[] args) {
        System.exit(new CommandLine(new FakeModelCommand()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        String words = "word ".repeat(Math.max(1, tokens)).strip();
        String text = jsonField == null ? words : "{\"" + jsonField + "\":\"" + words + "\"}";
        try (FakeModel fake = FakeModel.start(port, model)) {
            fake.answering(text)
                    .always(Behaviour.good()
                            .after(Duration.ofMillis(delayMillis))
                            .withGap(Duration.ofMillis(gapMillis)));
            System.out.println(fake.url());
            fake.awaitEnd();
        }
        return 0;
    }
}
