package io.minerstack.registration.preflight;

import io.minerstack.registration.credentials.ApiKeySource;
import io.minerstack.registration.credentials.ApiUrl;
import io.minerstack.registration.credentials.SubnetNotice;
import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.error.RegistrationException;
import io.minerstack.registration.preflight.connection.CertificateTrust;
import io.minerstack.registration.preflight.network.StackPorts;
import io.minerstack.registration.preflight.report.CheckResult;
import io.minerstack.registration.preflight.report.ReportJson;
import io.minerstack.registration.preflight.report.ReportTable;
import io.minerstack.registration.secret.WipeableSecret;
import io.minerstack.registration.terminal.CliEnvironment;
import io.minerstack.registration.terminal.Terminal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code preflight}: calls a miner as the network will, and reports what would fail. */
@Command(
        name = "preflight",
        mixinStandardHelpOptions = true,
        description = "Calls the miner as the network will, and shows what passes, what fails, and how to fix it.")
public final class PreflightCommand implements Callable<Integer> {

    private static final int MAX_TIMEOUT_SECONDS = 600;

    @Option(names = "--api-url", required = true, paramLabel = "URL", description = "Public address of the miner.")
    private String apiUrl;

    @Option(names = "--token", paramLabel = "KEY", description = ApiKeySource.OPTION_DESCRIPTION)
    private @Nullable WipeableSecret token;

    @Option(
            names = "--timeout",
            defaultValue = "60",
            paramLabel = "SECONDS",
            description = "Longest wait for an answer of the model; no other check waits longer"
                    + " (default: ${DEFAULT-VALUE}).")
    private int timeout;

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    private final CliEnvironment environment;

    public PreflightCommand(CliEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        ApiUrl url = new ApiUrl(apiUrl);
        if (timeout < 1 || timeout > MAX_TIMEOUT_SECONDS) {
            throw new RegistrationException(
                    ExitCode.USAGE, "--timeout must be 1 to " + MAX_TIMEOUT_SECONDS + " seconds.");
        }
        WipeableSecret key = ApiKeySource.find(token, environment);
        try (key) {
            List<CheckResult> results = run(url, key);
            ReportJson report = ReportJson.of(url.text(), results);
            print(results, report);
            return report.ok() ? ExitCode.OK.number() : ExitCode.PREFLIGHT_FAILED.number();
        }
    }

    private List<CheckResult> run(ApiUrl url, WipeableSecret key) {
        return new PreflightRunner(
                        url,
                        key,
                        Duration.ofSeconds(timeout),
                        CertificateTrust.ofSystem(),
                        StackPorts.of(environment.variables()),
                        environment.clock(),
                        group -> environment.terminal().note("checking " + group + " …"))
                .run();
    }

    private void print(List<CheckResult> results, ReportJson report) {
        Terminal terminal = environment.terminal();
        if (json) {
            terminal.out().println(report.text());
        } else {
            ReportTable.print(results, terminal.out());
            terminal.out().println(SubnetNotice.LINE);
        }
        terminal.out().flush();
    }
}
