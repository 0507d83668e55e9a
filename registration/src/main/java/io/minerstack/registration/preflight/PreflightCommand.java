package io.minerstack.registration.preflight;

import io.minerstack.registration.credentials.ApiKeySource;
import io.minerstack.registration.credentials.ApiUrl;
import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.error.RegistrationException;
import io.minerstack.registration.preflight.network.StackPorts;
import io.minerstack.registration.preflight.report.CheckResult;
import io.minerstack.registration.preflight.report.ReportJson;
import io.minerstack.registration.preflight.report.ReportTable;
import io.minerstack.registration.preflight.connection.CertificateTrust;
import io.minerstack.registration.secret.WipeableSecret;
import io.minerstack.registration.terminal.CliEnvironment;
import io.minerstack.registration.terminal.Terminal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code preflight}: calls a miner as the network will, and says what would go wrong. */
@Command(
        name = "preflight",
        mixinStandardHelpOptions = true,
        description = "Calls the miner as the network will and shows what passes, what does not, and how to mend it.")
public final class PreflightCommand implements Callable<Integer> {

    private static final int MAX_SECONDS = 600;

    @Option(names = "--api-url", required = true, paramLabel = "URL", description = "Public address of the miner.")
    private String apiUrl;

    @Option(
            names = "--token",
            paramLabel = "KEY",
            description =
                    "The miner's API key. Others on this machine can see it: better leave it to API_KEY of the environment or"
                            + " of the stack's .env, which is the default.")
    private @Nullable WipeableSecret token;

    @Option(
            names = "--timeout",
            defaultValue = "60",
            paramLabel = "SECONDS",
            description = "Longest wait for an answer of the model; nothing waits longer (default: ${DEFAULT-VALUE}).")
    private int timeout;

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    private final CliEnvironment surroundings;

    public PreflightCommand(CliEnvironment surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        ApiUrl url = new ApiUrl(apiUrl);
        if (timeout < 1 || timeout > MAX_SECONDS) {
            throw new RegistrationException(ExitCode.USAGE, "--timeout must be 1 to " + MAX_SECONDS + " seconds.");
        }
        Terminal terminal = surroundings.terminal();
        WipeableSecret key = ApiKeySource.orGiven(token, surroundings);
        try (key) {
            Duration limit = Duration.ofSeconds(timeout);
            StackPorts ports = StackPorts.of(surroundings.environment());
            List<CheckResult> checks = new PreflightRunner(
                            url, key, limit, CertificateTrust.ofSystem(), ports, surroundings.clock(), stage -> {
                                terminal.err().println("checking " + stage + " …");
                                terminal.err().flush();
                            })
                    .run();
            ReportJson report = ReportJson.of(url.text(), checks);
            if (json) {
                terminal.out().println(report.text());
                terminal.out().flush();
            } else {
                ReportTable.print(checks, terminal.out());
            }
            return report.ok() ? ExitCode.OK.number() : ExitCode.PREFLIGHT_FAILED.number();
        }
    }
}
