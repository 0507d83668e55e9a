package io.minerstack.bench.fake;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the fake model as a separate process, for load runs. */
@Command(
        name = "fake-model",
        mixinStandardHelpOptions = true,
        description = "A fake OpenAI-compatible model server that responds after a fixed delay.")
public final class FakeModelCommand implements Callable<Integer> {

    @Option(names = "--port", defaultValue = "8000", description = "port on 127.0.0.1 (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--delay-ms",
            defaultValue = "50",
            description = "delay before the response headers, in ms (default: ${DEFAULT-VALUE})")
    private long delayMillis;

    @Option(
            names = "--gap-ms",
            description =
                    "writes each token for itself and waits this time between them, in ms; without this option all"
                            + " tokens are written at once")
    private @Nullable Long gapMillis;

    @Option(
            names = "--tokens",
            defaultValue = "20",
            description = "number of tokens of an answer (default: ${DEFAULT-VALUE})")
    private int tokens;

    @Option(
            names = "--model",
            defaultValue = "fake-model",
            description = "name of the model (default: ${DEFAULT-VALUE})")
    private String model;

    @Option(
            names = "--json-field",
            description = "wraps the text in a JSON object with this field, as a caller with a JSON schema expects")
    private @Nullable String jsonField;

    public static void main(String[] args) {
        System.exit(new CommandLine(new FakeModelCommand()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        String words = "word ".repeat(Math.max(1, tokens)).strip();
        String text = jsonField == null ? words : "{\"" + jsonField + "\":\"" + words + "\"}";
        try (FakeModel fake = FakeModel.start(port, model)) {
            FakeResponse response = FakeResponse.ok().after(Duration.ofMillis(delayMillis));
            fake.answering(text).always(gapMillis == null ? response : response.withGap(Duration.ofMillis(gapMillis)));
            System.out.println(fake.url());
            fake.awaitEnd();
        }
        return 0;
    }
}
