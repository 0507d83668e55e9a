package io.minerstack.registration;

import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.error.RegistrationException;
import io.minerstack.registration.key.KeyCommand;
import io.minerstack.registration.preflight.PreflightCommand;
import io.minerstack.registration.probe.ProbeCommand;
import io.minerstack.registration.secret.WipeableSecret;
import io.minerstack.registration.sign.SignCommand;
import io.minerstack.registration.status.StatusCommand;
import io.minerstack.registration.terminal.CliEnvironment;
import io.minerstack.registration.verify.VerifyCommand;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The root command. It turns every error into one line and an {@link ExitCode}. */
@Command(
        name = "miner",
        mixinStandardHelpOptions = true,
        versionProvider = RegistrationCli.Version.class,
        description = "Registers a miner and changes its keys: sign, verify, preflight, key. Looks after a"
                + " running one: probe, status.")
final class RegistrationCli {

    private static final int MAX_STACK_FRAMES = 8;

    private final PrintWriter err;

    private RegistrationCli(PrintWriter err) {
        this.err = err;
    }

    static CommandLine create(CliEnvironment environment) {
        RegistrationCli root = new RegistrationCli(environment.terminal().err());
        CommandLine cli = new CommandLine(root)
                .addSubcommand(new SignCommand(environment))
                .addSubcommand(new VerifyCommand(environment))
                .addSubcommand(new PreflightCommand(environment))
                .addSubcommand(new ProbeCommand(environment))
                .addSubcommand(new StatusCommand(environment))
                .addSubcommand(KeyCommand.create(environment))
                .registerConverter(WipeableSecret.class, WipeableSecret::of)
                .setOut(environment.terminal().out())
                .setErr(environment.terminal().err())
                // a password may start with @, which picocli would read as the name of an argument file
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(root::onUsageError)
                .setExecutionExceptionHandler((e, command, parsed) -> root.onError(e));
        addExitCodes(cli);
        return cli;
    }

    private static void addExitCodes(CommandLine cli) {
        Map<String, String> codes = new LinkedHashMap<>();
        for (ExitCode code : ExitCode.values()) {
            codes.put(String.valueOf(code.number()), code.meaning());
        }
        cli.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(codes);
        cli.getSubcommands().values().forEach(RegistrationCli::addExitCodes);
    }

    /** Replaces picocli's messages: they quote the arguments, and the value of a mistyped option may be a password. */
    private int onUsageError(ParameterException e, String[] args) {
        String problem =
                switch (e) {
                    case UnmatchedArgumentException unmatched -> "Unknown: " + optionName(unmatched.getUnmatched());
                    case MissingParameterException missing ->
                        missing.getMissing().stream()
                                .map(RegistrationCli::label)
                                .collect(Collectors.joining(", ", "Missing: ", ""));
                    default ->
                        (e.getArgSpec() == null ? "An option" : label(e.getArgSpec()))
                                + " has no value, is given twice, or its value is not of the right kind.";
                };
        err.println("✗ " + problem);
        err.println("  See: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return ExitCode.USAGE.number();
    }

    /** Such as {@code --api-url URL} or {@code FILE}. */
    private static String label(ArgSpec argument) {
        return argument instanceof OptionSpec option
                ? option.longestName() + (option.arity().max() == 0 ? "" : " " + option.paramLabel())
                : argument.paramLabel();
    }

    private static String optionName(List<String> unmatched) {
        String first = unmatched.isEmpty() ? "" : unmatched.getFirst().replaceFirst("=.*", "");
        return first.matches("--[a-z-]{1,30}") ? first : "an argument that belongs to no option";
    }

    private int onError(Exception e) {
        if (e instanceof RegistrationException expected) {
            err.println("✗ " + expected.message());
            err.flush();
            return expected.exitCode().number();
        }
        // type and stack frames only: the message of an unexpected exception may quote a secret
        err.println("✗ Unexpected error in this program: " + e.getClass().getName());
        Arrays.stream(e.getStackTrace()).limit(MAX_STACK_FRAMES).forEach(frame -> err.println("    at " + frame));
        err.flush();
        return ExitCode.UNEXPECTED.number();
    }

    /** The version from the jar's manifest; a run from class files has none. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = RegistrationCli.class.getPackage().getImplementationVersion();
            return new String[] {"Miner Stack registration " + (version == null ? "(not packaged)" : version)};
        }
    }
}
