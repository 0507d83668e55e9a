package io.minerstack.registration.key;

import io.minerstack.apikeys.KeyFile;
import io.minerstack.apikeys.KeyFileEntry;
import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.error.RegistrationException;
import io.minerstack.registration.terminal.CliEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code key revoke}: ends a key, or all keys of a name, at once and for ever. */
@Command(
        name = "revoke",
        mixinStandardHelpOptions = true,
        description = "Revokes the key with an id, or all keys of a name. A revoked key can't come back.")
final class KeyRevokeCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME|ID", description = "All keys of this name, or the key with this id (key_...).")
    private String which;

    @Mixin
    private final KeyFileOption file = new KeyFileOption();

    private final CliEnvironment environment;

    KeyRevokeCommand(CliEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        List<KeyFileEntry> revoked = new ArrayList<>();
        file.update(
                environment,
                current -> {
                    List<KeyFileEntry> found = current.matching(
                            key -> key.id().equals(which) || key.name().equals(which));
                    if (found.isEmpty()) {
                        throw new RegistrationException(
                                ExitCode.KEY_NOT_FOUND,
                                "There is no key of that name or id (./miner key list has all).");
                    }
                    found.stream()
                            .filter(key -> !key.revoked())
                            .map(KeyFileEntry::revoke)
                            .forEach(revoked::add);
                    if (revoked.isEmpty()) {
                        throw new RegistrationException(
                                ExitCode.KEY_NOT_FOUND, "It is revoked already. Nothing was changed.");
                    }
                    KeyFile keys = current;
                    for (KeyFileEntry key : revoked) {
                        keys = keys.replacing(key);
                    }
                    return new KeyChange.Outcome(keys, "key.revoked", revoked);
                },
                () -> print(revoked));
        return ExitCode.OK.number();
    }

    private void print(List<KeyFileEntry> revoked) {
        for (KeyFileEntry key : revoked) {
            environment.terminal().out().println("Revoked " + key.id() + " (" + key.name() + ")");
        }
        environment.terminal().out().flush();
        environment.terminal().note("A running gateway refuses it within 5 s. Kubernetes: apply ./miner key manifest.");
    }
}
