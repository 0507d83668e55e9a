package io.minerstack.registration.sign;

import io.minerstack.registration.credentials.Credentials;
import io.minerstack.registration.terminal.Terminal;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What the person reads when the file is there: where it is, and what to do with it. */
final class NextSteps {

    private final Terminal terminal;

    NextSteps(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * Prints.
     *
     * @param walletPath the folder of wallets if it is not the default, or null
     * @param tokenGiven whether the token was named on the command line
     */
    void print(
            Credentials credentials,
            Path file,
            String wallet,
            @Nullable String walletPath,
            @Nullable String hotkey,
            boolean tokenGiven) {
        PrintWriter out = terminal.out();
        out.println("✓ Signed and verified.");
        out.println("  address  " + credentials.address());
        out.println("  URL      " + credentials.url().text());
        out.println("  file     " + file + "  (mode 0600: it holds the API key)");
        out.println();
        out.println("Next:");
        out.println(
                "  1. ./miner preflight --api-url " + quoted(credentials.url().text())
                        + (tokenGiven ? "  # asks for the key, unless API_KEY or .env has it: the same one" : ""));
        out.println("  2. Register the hotkey on the subnet, if it is not yet:");
        out.println("     btcli subnet register --wallet-name " + quoted(wallet)
                + (walletPath == null ? "" : " --wallet-path " + quoted(walletPath))
                + " --hotkey " + (hotkey == null ? "HOTKEY" : quoted(hotkey)) + " --netuid NETUID");
        out.println("  3. Submit the file in the network's portal, and nowhere else.");
        out.println("A new URL or a new key means signing and submitting again.");
        out.flush();
    }

    /** As one word for a shell. */
    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
