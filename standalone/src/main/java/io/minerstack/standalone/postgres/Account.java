package io.minerstack.standalone.postgres;

import io.minerstack.standalone.settings.StartupException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The account under which PostgreSQL runs. PostgreSQL refuses to run as root, so root starts it in a user namespace.
 * Many containers have no user namespaces; there PostgreSQL can't run as root.
 *
 * @param prefix the beginning of each command line of PostgreSQL
 */
record Account(List<String> prefix) {

    Account {
        prefix = List.copyOf(prefix);
    }

    static Account choose(Path data) {
        if (!System.getProperty("user.name", "").equals("root")) {
            return new Account(List.of());
        }
        List<String> namespace = List.of("unshare", "-U");
        if (works(namespace)) {
            return new Account(namespace);
        }
        throw new StartupException(
                "PostgreSQL can't run as root, and this system has no user namespaces. Start the stack"
                        + " as another user who can write to " + data
                        + ", or set DATABASE_URL to your own PostgreSQL");
    }

    List<String> command(List<String> plain) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(plain);
        return command;
    }

    private static boolean works(List<String> prefix) {
        List<String> probe = new ArrayList<>(prefix);
        probe.add("true");
        try {
            Process process =
                    new ProcessBuilder(probe).redirectErrorStream(true).start();
            try (InputStream output = process.getInputStream()) {
                output.readAllBytes();
            }
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
