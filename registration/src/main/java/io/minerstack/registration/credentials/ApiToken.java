package io.minerstack.registration.credentials;

import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.error.RegistrationException;
import io.minerstack.registration.secret.WipeableSecret;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a token may look like: it travels in a header line and shares a line of the file with the URL. */
public final class ApiToken {

    // as the gateway has it (IdentityProperties)
    private static final int SHORTEST = 32;
    private static final int FEWEST_DISTINCT = 8;
    private static final List<String> SAMPLES = List.of(
            "your_", "your-", "yourapikey", "changeme", "change_me", "change-me", "placeholder", "example", "key_here");

    private ApiToken() {}

    /**
     * Gives the token back when it can be used, and fails without quoting it when it can't.
     *
     * @return the same token
     */
    public static WipeableSecret checked(WipeableSecret token) {
        char[] chars = token.copy();
        try {
            for (char c : chars) {
                if (c < ' ' || c >= 0x7f) {
                    throw wrong("may hold only printable ASCII: a header carries nothing else");
                }
            }
            if (chars.length > 0 && (chars[0] == ' ' || chars[chars.length - 1] == ' ')) {
                throw wrong("must not begin or end with a space: a header loses it");
            }
        } finally {
            WipeableSecret.wipe(chars);
        }
        if (token.isEmpty()) {
            throw wrong("is empty");
        }
        if (token.reveal().contains(Credentials.SEPARATOR)) {
            throw wrong("must not contain " + Credentials.SEPARATOR);
        }
        return token;
    }

    /** Why the stack's own gateway would refuse a key that can be signed, as a part of a sentence; null if it would not. */
    static @Nullable String flaw(WipeableSecret token) {
        String value = token.reveal();
        String lower = value.toLowerCase(Locale.ROOT);
        if (SAMPLES.stream().anyMatch(lower::contains)) {
            return "is a sample value";
        }
        if (value.length() < SHORTEST) {
            return "has only " + value.length() + " characters";
        }
        if (value.indexOf(' ') >= 0) {
            return "has a space in it";
        }
        return value.chars().distinct().count() < FEWEST_DISTINCT ? "is too easy to guess" : null;
    }

    private static RegistrationException wrong(String what) {
        return new RegistrationException(ExitCode.USAGE, "The token " + what + ".");
    }
}
