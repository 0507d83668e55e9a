package io.minerstack.registration.credentials;

import io.minerstack.registration.failure.ExitCode;
import io.minerstack.registration.failure.Failure;
import io.minerstack.registration.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The stack's own {@code API_KEY}: from the environment, else from the {@code .env} file of the folder one is in. */
public final class StackKey {

    private static final String NAME = "API_KEY";

    private StackKey() {}

    /**
     * The token to use, checked.
     *
     * @param given by {@code --token}, or null
     */
    public static Secret orGiven(@Nullable Secret given, Map<String, String> environment, Path folder) {
        if (given != null) {
            return ApiToken.checked(given);
        }
        String value = environment.get(NAME);
        if (value == null || value.isBlank()) {
            value = inFile(folder.resolve(".env"));
        }
        if (value == null || value.isBlank()) {
            throw new Failure(
                    ExitCode.USAGE,
                    "No token: give --token, or set API_KEY in the environment or in a .env file of this folder.");
        }
        return ApiToken.checked(Secret.of(value.strip()));
    }

    private static @Nullable String inFile(Path file) {
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try {
            return value(Files.readAllLines(file));
        } catch (IOException e) {
            throw new Failure(ExitCode.FILE_UNREADABLE, file + " can't be read, and no token was given.");
        }
    }

    /** The last assignment wins, as it does in a shell. */
    private static @Nullable String value(List<String> lines) {
        String value = null;
        for (String line : lines) {
            String assignment = line.strip();
            assignment =
                    assignment.startsWith("export ") ? assignment.substring(7).strip() : assignment;
            if (assignment.startsWith(NAME + "=")) {
                value = unquoted(assignment.substring(NAME.length() + 1).strip());
            }
        }
        return value;
    }

    private static String unquoted(String value) {
        for (char quote : new char[] {'"', '\''}) {
            int end = value.indexOf(quote, 1);
            if (end > 0 && value.charAt(0) == quote) {
                return value.substring(1, end);
            }
        }
        int comment = value.indexOf(" #");
        return comment < 0 ? value : value.substring(0, comment).strip();
    }
}
