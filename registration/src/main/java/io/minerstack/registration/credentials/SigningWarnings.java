package io.minerstack.registration.credentials;

import io.minerstack.registration.secret.WipeableSecret;
import io.minerstack.registration.terminal.Terminal;

/** Warnings about a URL and a key that are allowed but will probably not work. */
public final class SigningWarnings {

    private SigningWarnings() {}

    public static void print(ApiUrl url, WipeableSecret token, Terminal terminal) {
        if (!url.isHttps()) {
            terminal.warn("The URL is not https: callers will send the token in clear text.");
        }
        AddressScope scope = url.scope();
        if (scope != AddressScope.PUBLIC) {
            terminal.warn("The URL is not public: " + url.host() + " can be reached from " + scope.meaning()
                    + ", and the network calls from outside.");
        }
        if (url.endsWithSlash()) {
            terminal.warn("The URL ends with a slash: callers append /complete and will request //complete."
                    + " Sign the URL without the slash.");
        }
        String weakness = ApiToken.weakness(token);
        if (weakness != null) {
            terminal.warn("The key " + weakness + ": the gateway of this stack refuses such a key at start"
                    + " (expected: at least 32 visible characters, random). Another miner may accept it.");
        }
    }
}
