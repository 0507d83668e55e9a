package io.minerstack.registration;

import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.error.RegistrationException;
import io.minerstack.registration.preflight.PreflightCommand;
import io.minerstack.registration.secret.WipeableSecret;
import io.minerstack.registration.sign.SignCommand;
import io.minerstack.registration.terminal.CliEnvironment;
import io.minerstack.registration.verify.VerifyCommand;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The three commands under one name, and how their failures are told. */
@Command(
        name = "miner",
        mixinStandardHelpOptions = true,
        versionProvider = RegistrationCli.Version.class,
        description = "Registers a miner: sign, verify, preflight.")
final class RegistrationCli {

    private final PrintWriter err;

    private RegistrationCli(PrintWriter err) {
        this.err = err;
    }

    static CommandLine of(CliEnvironment surroundings) {
        RegistrationCli commands = new RegistrationCli(surroundings.terminal().err());
        CommandLine line = new CommandLine(commands)
                .addSubcommand(new SignCommand(surroundings))
                .addSubcommand(new VerifyCommand(surroundings))
                .addSubcommand(new PreflightCommand(surroundings))
                .registerConverter(WipeableSecret.class, WipeableSecret::of)
                .setOut(surroundings.terminal().out())
                .setErr(surroundings.terminal().err())
                // a password may begin with an @
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(commands::wrongUsage)
                .setExecutionExceptionHandler((e, failed, parsed) -> commands.failed(e));
        showExitCodes(line);
        line.getSubcommands().values().forEach(RegistrationCli::showExitCodes);
        return line;
    }

    private static void showExitCodes(CommandLine line) {
        Map<String, String> codes = new LinkedHashMap<>();
        for (ExitCode code : ExitCode.values()) {
            codes.put(String.valueOf(code.number()), code.meaning());
        }
        line.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(codes);
    }

    /** Picocli's own messages quote what was typed, and a mistyped option's value may be a password. */
    private int wrongUsage(ParameterException e, String[] args) {
        String what =
                switch (e) {
                    case UnmatchedArgumentException unmatched -> "Unknown: " + optionName(unmatched.getUnmatched());
                    case MissingParameterException missing ->
                        "Missing: "
                                + String.join(
                                        ", ",
                                        missing.getMissing().stream()
                                                .map(RegistrationCli::shown)
                                                .toList());
                    default ->
                        (e.getArgSpec() == null ? "An option" : shown(e.getArgSpec()))
                                + " has no value, is given twice, or its value is not of the right kind.";
                };
        err.println("✗ " + what);
        String name = e.getCommandLine().getCommandName();
        err.println("  See: miner " + (name.equals("miner") ? "" : name + " ") + "--help");
        err.flush();
        return ExitCode.USAGE.number();
    }

    /** Such as {@code --api-url URL} or {@code FILE}. */
    private static String shown(ArgSpec argument) {
        return argument instanceof OptionSpec option
                ? option.longestName() + (option.arity().max() == 0 ? "" : " " + option.paramLabel())
                : argument.paramLabel();
    }

    private static String optionName(List<String> unmatched) {
        String first = unmatched.isEmpty() ? "" : unmatched.getFirst().replaceFirst("=.*", "");
        return first.matches("--[a-z-]{1,30}") ? first : "an argument that belongs to no option";
    }

    private int failed(Exception e) {
        if (e instanceof RegistrationException failure) {
            err.println("✗ " + failure.line());
            err.flush();
            return failure.exitCode().number();
        }
        // frames only: a message may quote what must not be shown
        err.println("✗ A fault of this program: " + e.getClass().getName());
        Arrays.stream(e.getStackTrace()).limit(8).forEach(frame -> err.println("    at " + frame));
        err.flush();
        return ExitCode.UNEXPECTED.number();
    }

    /** The version of the jar; a run from classes has none. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = RegistrationCli.class.getPackage().getImplementationVersion();
            return new String[] {"Miner Stack registration " + (version == null ? "(not packaged)" : version)};
        }
    }
}
