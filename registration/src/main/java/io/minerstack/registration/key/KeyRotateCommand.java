package io.minerstack.registration.key;

import io.minerstack.apikeys.KeyDigest;
import io.minerstack.apikeys.KeyFile;
import io.minerstack.apikeys.KeyFileEntry;
import io.minerstack.apikeys.KeyGenerator;
import io.minerstack.apikeys.KeyStatus;
import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.error.RegistrationException;
import io.minerstack.registration.sign.SignedRegistration;
import io.minerstack.registration.terminal.CliEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code key rotate}: makes a successor of a key; both are valid until the grace ends. */
@Command(
        name = "rotate",
        mixinStandardHelpOptions = true,
        description = "Makes a new key in place of the key of a name, and prints it, this time only. The old key stays"
                + " valid until the grace ends or its id is revoked.")
final class KeyRotateCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "Name of the key.")
    private String name;

    @Option(
            names = "--grace",
            paramLabel = "TIME",
            defaultValue = "24h",
            description =
                    "How long the old key stays valid, such as 24h; 0s ends it at once (default: ${DEFAULT-VALUE}).")
    private String grace;

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            description = "How long the new key is valid, such as 90d, or never (default: as long as the old one was).")
    private @Nullable String expires;

    @Mixin
    private final NewKeySigning signing = new NewKeySigning();

    @Mixin
    private final KeyFileOption file = new KeyFileOption();

    private final CliEnvironment environment;

    KeyRotateCommand(CliEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        signing.check();
        Instant now = KeyArguments.seconds(environment.clock().instant());
        Instant graceEnds = now.plus(KeyArguments.duration("--grace", grace));
        // an unknown name must end the command before it asks for a password
        current(file.read(environment));
        KeyGenerator generator = new KeyGenerator();
        String key = generator.key();
        String id = generator.id();
        SignedRegistration signed = signing.sign(key, environment);
        List<KeyFileEntry> changed = new ArrayList<>();
        file.update(
                environment,
                keys -> {
                    KeyFileEntry found = current(keys);
                    KeyFileEntry old = found.replacedAt(graceEnds);
                    KeyFileEntry successor = successor(found, id, key, now);
                    changed.addAll(List.of(successor, old));
                    return new KeyChange.Outcome(keys.replacing(old).with(successor), "key.rotated", changed);
                },
                () -> {
                    KeyPrinter printer = new KeyPrinter(environment);
                    printer.printNew(changed.getFirst(), key, file.path(environment));
                    NewKeySigning.write(signed);
                    KeyFileEntry old = changed.getLast();
                    printer.printNext(signed, old.statusAt(now) == KeyStatus.VALID ? old : null);
                });
        return ExitCode.OK.number();
    }

    /** The one key of the name that has no successor and is not revoked. */
    private KeyFileEntry current(KeyFile keys) {
        List<KeyFileEntry> found =
                keys.matching(key -> key.name().equals(name) && !key.revoked() && key.graceEnds() == null);
        if (found.isEmpty()) {
            throw new RegistrationException(
                    ExitCode.KEY_NOT_FOUND,
                    name.equals("API_KEY")
                            ? "API_KEY is not in the key file. Add a key that shares its conversations:"
                                    + " ./miner key add NAME --tenant default; it can be rotated."
                            : "There is no key of that name that is not revoked (./miner key list has all).");
        }
        if (found.size() > 1) {
            throw new RegistrationException(
                    ExitCode.KEY_NOT_FOUND,
                    "Several keys of that name have no successor; revoke all but one by their ids first.");
        }
        return found.getFirst();
    }

    private KeyFileEntry successor(KeyFileEntry old, String id, String key, Instant now) {
        Instant end = expires != null ? KeyArguments.expiry(expires, now) : endAfterTheSameTime(old, now);
        return new KeyFileEntry(
                id,
                old.name(),
                KeyDigest.of(key),
                old.tenant(),
                old.purpose(),
                now,
                end,
                null,
                false,
                old.limits(),
                old.budget());
    }

    private static @Nullable Instant endAfterTheSameTime(KeyFileEntry old, Instant now) {
        Instant end = old.expires();
        return end == null ? null : now.plus(Duration.between(old.created(), end));
    }
}
