package io.minerstack.registration.credentials;

import io.minerstack.registration.failure.ExitCode;
import io.minerstack.registration.failure.Failure;
import io.minerstack.registration.secret.Secret;

/** What a token may look like: it travels in a header line and shares a line of the file with the URL. */
public final class ApiToken {

    private ApiToken() {}

    /**
     * Gives the token back when it can be used, and fails without quoting it when it can't.
     *
     * @return the same token
     */
    public static Secret checked(Secret token) {
        char[] chars = token.copy();
        try {
            for (char c : chars) {
                if (c <= ' ' || c >= 0x7f) {
                    throw wrong("may hold only printable ASCII without spaces or line ends");
                }
            }
        } finally {
            Secret.wipe(chars);
        }
        if (token.isEmpty()) {
            throw wrong("is empty");
        }
        if (token.reveal().contains(Credentials.SEPARATOR)) {
            throw wrong("must not contain " + Credentials.SEPARATOR);
        }
        return token;
    }

    private static Failure wrong(String what) {
        return new Failure(ExitCode.USAGE, "The token " + what + ".");
    }
}
