package io.minerstack.registration.credentials;

import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.error.RegistrationException;
import io.minerstack.registration.secret.WipeableSecret;
import io.minerstack.registration.terminal.CliEnvironment;
import io.minerstack.registration.terminal.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Finds the API key of the miner: {@code --token}, else the variable {@code API_KEY}, else a prompt. Does not read
 * {@code .env}: {@code ./miner} reads that file and exports {@code API_KEY}.
 */
public final class ApiKeySource {

    /** The help text of {@code --token}. */
    public static final String OPTION_DESCRIPTION = "The miner's API key. Other users of this machine can see this"
            + " option, so prefer the default: API_KEY of the environment (./miner reads it from .env), or a prompt.";

    private static final String VARIABLE = "API_KEY";
    /** Set by {@code ./miner} to the path of the {@code .env} that it read the key from. */
    private static final String ORIGIN = "API_KEY_ORIGIN";
    /** Set by {@code ./miner} to the stack's folder; the default is the current folder. */
    private static final String STACK_FOLDER = "MINER_HOME";

    private ApiKeySource() {}

    /**
     * The key, {@linkplain ApiToken#checked checked}. Prints where the key came from, never the key itself.
     *
     * @param option the value of {@code --token}, or null
     */
    public static WipeableSecret find(@Nullable WipeableSecret option, CliEnvironment environment) {
        Terminal terminal = environment.terminal();
        if (option != null) {
            terminal.warn("--token shows the key in the list of processes and in the shell's history.");
            return ApiToken.checked(option);
        }
        String value = environment.variables().getOrDefault(VARIABLE, "").strip();
        if (value.isEmpty()) {
            return prompt(terminal);
        }
        terminal.note("token: API_KEY of " + environment.variables().getOrDefault(ORIGIN, "the environment"));
        WipeableSecret key = ApiToken.checked(WipeableSecret.of(value));
        warnIfComposeKeyDiffers(key, environment);
        return key;
    }

    private static WipeableSecret prompt(Terminal terminal) {
        WipeableSecret typed = terminal.readSecret("API key of the miner (not shown): ");
        if (typed == null) {
            throw new RegistrationException(
                    ExitCode.USAGE,
                    "No token, and " + terminal.noInputReason()
                            + ", set API_KEY in the environment or in the .env beside ./miner, or give --token.");
        }
        WipeableSecret trimmed = typed.trimmed();
        if (trimmed == null) {
            return ApiToken.checked(typed);
        }
        typed.close();
        return ApiToken.checked(trimmed);
    }

    /** Under docker compose the gateway reads its key from {@code secrets/API_KEY}, not from {@code .env}. */
    private static void warnIfComposeKeyDiffers(WipeableSecret key, CliEnvironment environment) {
        Path file = environment
                .folder()
                .resolve(environment.variables().getOrDefault(STACK_FOLDER, ""))
                .resolve("secrets")
                .resolve(VARIABLE);
        if (!Files.isRegularFile(file)) {
            return;
        }
        try {
            if (!Files.readString(file, StandardCharsets.ISO_8859_1).strip().equals(key.reveal())) {
                environment
                        .terminal()
                        .warn(file + " holds another key: a stack under docker compose would refuse this one.");
            }
        } catch (IOException e) {
            environment.terminal().warn(file + " can't be read, so the two keys can't be compared.");
        }
    }
}
