package io.minerstack.registration.credentials;

import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.error.RegistrationException;
import io.minerstack.registration.secret.WipeableSecret;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The rules for a token: callers send it in a header, and the file holds it on one line with the URL. */
public final class ApiToken {

    // the same limits as in the gateway (IdentityProperties)
    private static final int MIN_LENGTH = 32;
    private static final int MIN_DISTINCT_CHARACTERS = 8;
    private static final List<String> SAMPLE_VALUES = List.of(
            "your_", "your-", "yourapikey", "changeme", "change_me", "change-me", "placeholder", "example", "key_here");

    private ApiToken() {}

    /**
     * Returns the token if a header and the file can carry it. Fails otherwise, without quoting the token.
     *
     * @return the same token
     */
    public static WipeableSecret checked(WipeableSecret token) {
        char[] chars = token.copy();
        try {
            for (char c : chars) {
                if (c < ' ' || c >= 0x7f) {
                    throw invalid("may hold only printable ASCII: a header can't carry anything else");
                }
            }
            if (chars.length > 0 && (chars[0] == ' ' || chars[chars.length - 1] == ' ')) {
                throw invalid("must not begin or end with a space: a header loses such a space");
            }
        } finally {
            WipeableSecret.wipe(chars);
        }
        if (token.isEmpty()) {
            throw invalid("is empty");
        }
        if (token.reveal().contains(Credentials.SEPARATOR)) {
            throw invalid("must not contain " + Credentials.SEPARATOR);
        }
        return token;
    }

    /** Why this stack's gateway would refuse the key, as the end of a sentence; null if it would accept the key. */
    static @Nullable String weakness(WipeableSecret token) {
        String value = token.reveal();
        String lower = value.toLowerCase(Locale.ROOT);
        if (SAMPLE_VALUES.stream().anyMatch(lower::contains)) {
            return "is a sample value";
        }
        if (value.length() < MIN_LENGTH) {
            return "has only " + value.length() + " characters";
        }
        if (value.indexOf(' ') >= 0) {
            return "has a space in it";
        }
        return value.chars().distinct().count() < MIN_DISTINCT_CHARACTERS ? "is too easy to guess" : null;
    }

    private static RegistrationException invalid(String problem) {
        return new RegistrationException(ExitCode.USAGE, "The token " + problem + ".");
    }
}
