package io.minerstack.registration.status;

import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.terminal.CliEnvironment;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code status}: prints what the stack on this machine does right now. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Prints what the stack on this machine does right now: services, provider in use, score window,"
                + " limits hit, disk, and the last errors of the log. Exits with 0 if everything is known and"
                + " nothing needs you.")
public final class StatusCommand implements Callable<Integer> {

    @Option(names = "--json", description = "Print JSON instead of text.")
    private boolean json;

    private final CliEnvironment environment;

    public StatusCommand(CliEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        String home = environment.variables().getOrDefault("MINER_HOME", "");
        Path folder = home.isEmpty() ? environment.folder() : Path.of(home);
        StackStatus status;
        try (ManagementPort port = new ManagementPort()) {
            StackAddresses addresses = StackAddresses.of(environment.variables(), folder);
            ComposeStack compose = new ComposeStack(folder, environment.variables(), port);
            status = new StatusReader(addresses, port, compose).read();
        }
        PrintWriter out = environment.terminal().out();
        if (json) {
            out.println(StatusReport.json(status));
        } else {
            StatusReport.print(status, out);
        }
        out.flush();
        return exitCode(status).number();
    }

    private static ExitCode exitCode(StackStatus status) {
        if (!status.isWell()) {
            return ExitCode.STACK_NOT_WELL;
        }
        return status.isKnown() ? ExitCode.OK : ExitCode.STACK_NOT_KNOWN;
    }
}
