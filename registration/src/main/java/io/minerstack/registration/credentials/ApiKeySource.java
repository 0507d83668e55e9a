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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stack's own {@code API_KEY}: from the environment, else from the {@code .env} file of the stack's folder, else
 * from the person, who may be at another machine than the stack's.
 */
public final class ApiKeySource {

    private static final String NAME = "API_KEY";
    /** Set by {@code ./miner} when it took the key from a file, so that the person is told which. */
    private static final String ORIGIN = "API_KEY_ORIGIN";
    /** Set by {@code ./miner}; without it the folder one is in counts as the stack's. */
    private static final String STACK_FOLDER = "MINER_HOME";

    private ApiKeySource() {}

    /**
     * The token to use, checked. Says where it came from, never what it is.
     *
     * @param given by {@code --token}, or null
     */
    public static WipeableSecret orGiven(@Nullable WipeableSecret given, CliEnvironment surroundings) {
        Terminal terminal = surroundings.terminal();
        if (given != null) {
            terminal.warn("--token shows the key to everyone who lists processes, and to the shell's history.");
            return ApiToken.checked(given);
        }
        Path folder = surroundings.folder().resolve(surroundings.environment().getOrDefault(STACK_FOLDER, ""));
        Path file = folder.resolve(".env");
        String value = surroundings.environment().get(NAME);
        String origin = surroundings.environment().getOrDefault(ORIGIN, "the environment");
        if (value == null || value.isBlank()) {
            value = inFile(file);
            origin = file.toString();
        }
        if (value == null || value.isBlank()) {
            return asked(terminal, file);
        }
        terminal.err().println("token: API_KEY of " + origin);
        terminal.err().flush();
        WipeableSecret key = ApiToken.checked(WipeableSecret.of(value.strip()));
        compare(key, folder.resolve("secrets").resolve(NAME), terminal);
        return key;
    }

    private static WipeableSecret asked(Terminal terminal, Path file) {
        WipeableSecret typed = terminal.askSecret("API key of the miner (not shown): ");
        if (typed == null) {
            throw new RegistrationException(
                    ExitCode.USAGE,
                    "No token, and " + terminal.whyNoAnswer()
                            + ", set API_KEY in the environment or in " + file
                            + ", or give --token.");
        }
        WipeableSecret trimmed = typed.trimmed();
        if (trimmed == null) {
            return ApiToken.checked(typed);
        }
        typed.close();
        return ApiToken.checked(trimmed);
    }

    /** A stack under docker compose takes its key from there. */
    private static void compare(WipeableSecret key, Path file, Terminal terminal) {
        if (!Files.isRegularFile(file)) {
            return;
        }
        try {
            if (!Files.readString(file, StandardCharsets.ISO_8859_1).strip().equals(key.reveal())) {
                terminal.warn(file + " holds another key: a stack under docker compose would refuse this one.");
            }
        } catch (IOException e) {
            terminal.warn(file + " can't be read: whether it holds the same key is not known.");
        }
    }

    private static @Nullable String inFile(Path file) {
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try {
            // an odd letter in a comment is no reason to stop; in a key it is refused later
            return value(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new RegistrationException(ExitCode.FILE_UNREADABLE, file + " can't be read, and no token was given.");
        }
    }

    /** As {@code ./miner} reads the file: the first assignment wins, and spaces around the = do not count. */
    private static @Nullable String value(List<String> lines) {
        for (String line : lines) {
            String assignment = line.strip();
            assignment = assignment.startsWith("export ") ? assignment.substring(7) : assignment;
            int equals = assignment.indexOf('=');
            if (equals > 0 && assignment.substring(0, equals).strip().equals(NAME)) {
                return unquoted(assignment.substring(equals + 1).strip());
            }
        }
        return null;
    }

    private static String unquoted(String value) {
        for (char quote : new char[] {'"', '\''}) {
            int end = value.indexOf(quote, 1);
            if (end > 0 && value.charAt(0) == quote) {
                return value.substring(1, end);
            }
        }
        return value.replaceFirst("\\s#.*", "").strip();
    }
}
