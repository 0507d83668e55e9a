package io.minerstack.registration.sign;

import io.minerstack.registration.credentials.Credentials;
import io.minerstack.registration.credentials.SubnetNotice;
import io.minerstack.registration.terminal.Terminal;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Prints where the file is and what to do next, as commands that can be pasted into a shell. */
final class NextSteps {

    private final Terminal terminal;

    NextSteps(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * Prints the result of {@code sign}.
     *
     * @param walletPath the folder of the wallets, or null if it is the default
     * @param tokenOption whether the token was given as {@code --token}
     */
    void print(SignedRegistration signed, @Nullable String walletPath, boolean tokenOption) {
        Credentials credentials = signed.credentials();
        String wallet = signed.wallet().name();
        String hotkey = signed.hotkey();
        PrintWriter out = terminal.out();
        out.println("✓ Signed and verified.");
        out.println("  address  " + credentials.address());
        out.println("  URL      " + credentials.url().text());
        out.println("  file     " + signed.path() + "  (mode 0600: the file holds the API key)");
        out.println();
        out.println("Next:");
        out.println(
                "  1. ./miner preflight --api-url " + quoted(credentials.url().text())
                        + (tokenOption ? "  # with the same key: from API_KEY or .env, else it asks for the key" : ""));
        out.println("  2. Register the hotkey on the subnet, unless it is registered already:");
        out.println("     btcli subnet register --wallet-name " + quoted(wallet)
                + (walletPath == null ? "" : " --wallet-path " + quoted(walletPath))
                + " --hotkey " + (hotkey == null ? "HOTKEY" : quoted(hotkey)) + " --netuid NETUID");
        out.println("     " + SubnetNotice.LINE);
        out.println("  3. Submit the file in the network's portal, and nowhere else.");
        out.println("After a change of URL or key: sign and submit again.");
        out.flush();
    }

    /** The word, quoted for a POSIX shell if needed. */
    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
