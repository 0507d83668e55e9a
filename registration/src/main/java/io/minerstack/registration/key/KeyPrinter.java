package io.minerstack.registration.key;

import io.minerstack.apikeys.KeyFileEntry;
import io.minerstack.registration.sign.SignedRegistration;
import io.minerstack.registration.terminal.CliEnvironment;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints a new key alone on standard output, so that it can be piped, and what to do with it on standard error. */
final class KeyPrinter {

    private final PrintWriter out;
    private final PrintWriter err;

    KeyPrinter(CliEnvironment environment) {
        this.out = environment.terminal().out();
        this.err = environment.terminal().err();
    }

    void printNew(KeyFileEntry entry, String key, Path file) {
        out.println(key);
        out.flush();
        err.println("The key of " + entry.name() + " is printed only this time; " + file + " has its SHA-256.");
        err.println("  id       " + entry.id());
        err.println("  tenant   " + entry.tenant());
        err.println("  purpose  " + entry.purpose().label());
        err.println("  expires  " + text(entry.expires(), "never"));
        err.flush();
    }

    /**
     * Prints what to do next, in its order.
     *
     * @param signed the signed registration, or null if nothing was signed
     * @param old the key that the new one replaces, or null if there is none
     */
    void printNext(@Nullable SignedRegistration signed, @Nullable KeyFileEntry old) {
        List<String> steps = new ArrayList<>();
        steps.add("Wait until the gateway has read the file: 5 s. In Kubernetes apply ./miner key manifest, and wait"
                + " two minutes.");
        if (signed == null) {
            steps.add("Give the key to its caller. If that is the network, sign and submit it (--sign signs at once).");
        } else {
            steps.add(
                    "Test it; this asks for the key: read -rs API_KEY && export API_KEY && ./miner preflight --api-url "
                            + signed.credentials().url().text());
            steps.add("Submit " + signed.path() + " in the network's portal, and nowhere else; then delete the file.");
        }
        if (old != null) {
            steps.add("When nobody uses the old key any more: ./miner key revoke " + old.id());
        }
        err.println(
                old == null
                        ? "Next:"
                        : "Next, while the old key is valid (until " + text(old.validUntil(), "it is revoked") + "):");
        for (int i = 0; i < steps.size(); i++) {
            err.println("  " + (i + 1) + ". " + steps.get(i));
        }
        err.flush();
    }

    static String text(@Nullable Instant time, String none) {
        return time == null ? none : time.toString();
    }
}
