package io.minerstack.registration.credentials;

import io.minerstack.registration.secret.WipeableSecret;
import io.minerstack.registration.terminal.Terminal;

/** What is odd about a URL and a key that can be signed all the same. */
public final class SigningWarnings {

    private SigningWarnings() {}

    /** Warns. */
    public static void tell(ApiUrl url, WipeableSecret token, Terminal terminal) {
        if (!url.isHttps()) {
            terminal.warn("The URL is not https: the token will travel in clear text.");
        }
        AddressScope reach = url.reach();
        if (reach != AddressScope.PUBLIC) {
            terminal.warn("The URL is not public: " + url.host() + " leads to " + reach.meaning()
                    + ", and the network calls from outside.");
        }
        if (url.endsWithSlash()) {
            terminal.warn(
                    "The URL ends with a slash: callers add /complete to it and will ask for //complete. Sign it without.");
        }
        String flaw = ApiToken.flaw(token);
        if (flaw != null) {
            terminal.warn("The key " + flaw + ": the gateway of this stack refuses such a key at start"
                    + " (expected: 32 or more visible characters, random). Another kind of miner may take it.");
        }
    }
}
