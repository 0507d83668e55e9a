package io.minerstack.registration.probe;

import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.minerstack.registration.credentials.ApiUrl;
import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.error.RegistrationException;
import io.minerstack.registration.preflight.connection.CertificateTrust;
import io.minerstack.registration.terminal.CliEnvironment;
import io.minerstack.registration.terminal.PortNumber;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code probe}: asks the miner from outside, once or until it is stopped. */
@Command(
        name = "probe",
        mixinStandardHelpOptions = true,
        description = "Asks the public URL for /health and one real question in each interval, with a key of purpose"
                + " probe, and serves the results as metrics. Deletes the conversation each time.")
public final class ProbeCommand implements Callable<Integer> {

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
    private static final int MIN_INTERVAL = 10;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Public address of the miner (default: PROBE_URL, or the stack on this machine).")
    private @Nullable String url;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "File with a key of purpose probe and nothing else (default: PROBE_KEY_FILE). Make one:"
                    + " ./miner key add probe --purpose probe > FILE")
    private @Nullable String keyFile;

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            description = "Time from one round to the next (default: PROBE_INTERVAL, or 60).")
    private @Nullable String interval;

    @Option(
            names = "--paid",
            description =
                    "Ask the question also where a paid model answers, or may do so (default: PROBE_PAID, or off).")
    private boolean paid;

    @Option(names = "--once", description = "Run one round and exit: 0 if everything is good.")
    private boolean once;

    private final CliEnvironment environment;

    public ProbeCommand(CliEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        ApiUrl target = new ApiUrl(address());
        ProbeRound round = new ProbeRound(
                target,
                keyPath(),
                paid || isOn("PROBE_PAID"),
                ANSWER_TIMEOUT,
                CertificateTrust.ofSystem(),
                new KeyUseCheck());
        return once ? once(round) : loop(round, target);
    }

    private int once(ProbeRound round) {
        ProbeRound.Seen seen = round.run();
        seen.results().forEach(result -> print(result.check().label() + ": " + result.line()));
        seen.notes().forEach(this::print);
        return seen.results().stream().allMatch(ProbeResult::isGood)
                ? ExitCode.OK.number()
                : ExitCode.PROBE_FAILED.number();
    }

    private int loop(ProbeRound round, ApiUrl target) {
        Duration pause = intervalTime();
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.config().commonTags(Tags.of("application", "probe"));
        ProbeMetrics metrics = new ProbeMetrics(registry, pause, target.isHttps());
        try (MetricsServer server = MetricsServer.start(
                variable("BIND_ADDRESS", "127.0.0.1"), port("PROBE_MANAGEMENT_PORT", 9006), registry)) {
            print("probing " + target.text() + " every " + pause.toSeconds() + " s; metrics at port " + server.port());
            new ProbeLoop(round::run, metrics, pause, environment.clock(), this::print).run();
        }
        return ExitCode.OK.number();
    }

    private void print(String line) {
        environment.terminal().out().println(line);
        environment.terminal().out().flush();
    }

    private String address() {
        return url != null ? url : variable("PROBE_URL", "http://127.0.0.1:" + port("PORT", 8001));
    }

    private Path keyPath() {
        String named = keyFile != null ? keyFile : variable("PROBE_KEY_FILE", "");
        if (named.isEmpty()) {
            throw new RegistrationException(
                    ExitCode.USAGE,
                    "--key-file is missing (or PROBE_KEY_FILE). Make a key for it:"
                            + " ./miner key add probe --purpose probe > FILE");
        }
        Path path = environment.folder().resolve(named);
        // a file that is missing from the start is a mistake, later it may be a moment of a rotation
        ProbeKey.read(path).close();
        return path;
    }

    private Duration intervalTime() {
        String text = interval != null ? interval : variable("PROBE_INTERVAL", "60");
        String number = text.endsWith("s") ? text.substring(0, text.length() - 1) : text;
        int seconds = number.matches("[0-9]{1,5}") ? Integer.parseInt(number) : 0;
        if (seconds < MIN_INTERVAL) {
            throw new RegistrationException(
                    ExitCode.USAGE, "PROBE_INTERVAL: " + MIN_INTERVAL + " seconds or more are expected.");
        }
        return Duration.ofSeconds(seconds);
    }

    private boolean isOn(String name) {
        // the words that the services take
        return switch (variable(name, "off").toLowerCase(Locale.ROOT)) {
            case "on", "true", "yes", "1" -> true;
            case "off", "false", "no", "0" -> false;
            default -> throw new RegistrationException(ExitCode.USAGE, name + ": on or off is expected.");
        };
    }

    private int port(String name, int otherwise) {
        int port = PortNumber.parse(variable(name, Integer.toString(otherwise)));
        if (port == 0) {
            throw new RegistrationException(ExitCode.USAGE, name + ": a port from 1 to 65535 is expected.");
        }
        return port;
    }

    private String variable(String name, String otherwise) {
        String value = environment.variables().getOrDefault(name, "").strip();
        return value.isEmpty() ? otherwise : value;
    }
}
