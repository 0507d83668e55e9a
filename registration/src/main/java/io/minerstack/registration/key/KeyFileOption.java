package io.minerstack.registration.key;

import io.minerstack.apikeys.AuditEvent;
import io.minerstack.apikeys.KeyFile;
import io.minerstack.apikeys.KeyFileEntry;
import io.minerstack.apikeys.KeyFileException;
import io.minerstack.apikeys.KeyFileReader;
import io.minerstack.apikeys.KeyFileStore;
import io.minerstack.apikeys.KeyFileWriters;
import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.error.RegistrationException;
import io.minerstack.registration.terminal.CliEnvironment;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The key file that a command works on: {@code --file}, else the variable {@code KEYS_FILE}. */
final class KeyFileOption {

    private static final String VARIABLE = "KEYS_FILE";
    private static final String AUDIT_VARIABLE = "AUDIT_FILE";

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "The key file (default: KEYS_FILE, which ./miner sets to keys/keys.json in the data folder).")
    private @Nullable Path file;

    private boolean toldOfOtherWriters;

    /** Whether there is a path of a key file. */
    boolean isNamed(CliEnvironment environment) {
        return file != null
                || !environment.variables().getOrDefault(VARIABLE, "").isBlank();
    }

    /** Returns the path of the key file. */
    Path path(CliEnvironment environment) {
        if (file != null) {
            return environment.folder().resolve(file);
        }
        String variable = environment.variables().getOrDefault(VARIABLE, "").strip();
        if (variable.isEmpty()) {
            throw new RegistrationException(ExitCode.USAGE, "No key file: set KEYS_FILE, or give --file FILE.");
        }
        return environment.folder().resolve(variable);
    }

    /** Returns the keys of the file; none if there is no file. */
    KeyFile read(CliEnvironment environment) {
        Path path = path(environment);
        warnOfOtherWriters(path, environment);
        try {
            return KeyFileReader.read(path);
        } catch (KeyFileException unusable) {
            if (unusable.isMissing()) {
                return KeyFile.EMPTY;
            }
            throw unusable(path, unusable);
        }
    }

    /**
     * Changes the file under its lock.
     *
     * @param afterChange runs once the keys are changed, even if the audit log is not: it prints a new key
     * @throws RegistrationException if nothing was changed, or if only the audit log could not be written
     */
    void update(CliEnvironment environment, KeyChange change, Runnable afterChange) {
        Path path = path(environment);
        warnOfOtherWriters(path, environment);
        Instant now = environment.clock().instant();
        try {
            KeyFileStore.of(path, auditFile(environment)).update(current -> {
                KeyChange.Outcome outcome = change.apply(current);
                return new KeyFileStore.Result(
                        outcome.keys(), event(outcome.event(), now, outcome.changed(), environment));
            });
        } catch (KeyFileException unusable) {
            if (unusable.isChanged()) {
                afterChange.run();
            }
            throw unusable(path, unusable);
        }
        afterChange.run();
    }

    /** A change of the keys takes the right of others to write away, so this looks before it. */
    private void warnOfOtherWriters(Path path, CliEnvironment environment) {
        String others = KeyFileWriters.besideTheOwner(path);
        if (others != null && !toldOfOtherWriters) {
            toldOfOtherWriters = true;
            environment
                    .terminal()
                    .warn(path + ": " + others + " may write it, and so make keys. A change of the keys takes the right"
                            + " away, as does chmod go-w. Is each key of ./miner key list yours?");
        }
    }

    /** The file to which the services write, too. Null for another key file than theirs: its lines are beside it. */
    private @Nullable Path auditFile(CliEnvironment environment) {
        String variable =
                environment.variables().getOrDefault(AUDIT_VARIABLE, "").strip();
        return file != null || variable.isEmpty() ? null : environment.folder().resolve(variable);
    }

    private static AuditEvent event(String name, Instant now, List<KeyFileEntry> changed, CliEnvironment environment) {
        // of the process, and not the variable USER, which anybody can set
        String user = System.getProperty("user.name", "unknown");
        return new AuditEvent(now, user, environment.variables().get("SUDO_USER"), name, changed);
    }

    private static RegistrationException unusable(Path path, KeyFileException unusable) {
        return new RegistrationException(
                unusable.isChanged() ? ExitCode.AUDIT_INCOMPLETE : ExitCode.KEY_FILE_UNUSABLE,
                path + ": " + unusable.problem() + (unusable.isChanged() ? "." : ". Nothing was changed."));
    }
}
