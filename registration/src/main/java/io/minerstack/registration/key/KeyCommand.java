package io.minerstack.registration.key;

import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.terminal.CliEnvironment;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code key}: the parent of the commands for the key file. */
@Command(
        name = "key",
        mixinStandardHelpOptions = true,
        description = "Changes the keys of the key file. Alone, ./miner key prints API_KEY of .env.")
public final class KeyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    private KeyCommand() {}

    /** The command with its subcommands. */
    public static CommandLine create(CliEnvironment environment) {
        return new CommandLine(new KeyCommand())
                .addSubcommand(new KeyAddCommand(environment))
                .addSubcommand(new KeyListCommand(environment))
                .addSubcommand(new KeySetCommand(environment))
                .addSubcommand(new KeyRotateCommand(environment))
                .addSubcommand(new KeyRevokeCommand(environment))
                .addSubcommand(new KeyUsageCommand(environment))
                .addSubcommand(new KeyManifestCommand(environment));
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitCode.OK.number();
    }
}
