package io.minerstack.registration.key;

import io.minerstack.apikeys.KeyFile;
import io.minerstack.apikeys.KeyFileEntry;
import io.minerstack.apikeys.KeyStatus;
import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.terminal.CliEnvironment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code key list}: prints a table of the keys, without digests. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Prints the keys of the key file.")
final class KeyListCommand implements Callable<Integer> {

    private static final List<String> HEAD =
            List.of("ID", "NAME", "TENANT", "PURPOSE", "STATE", "CREATED", "VALID UNTIL", "LIMITS AND BUDGET");

    @Mixin
    private final KeyFileOption file = new KeyFileOption();

    private final CliEnvironment environment;

    KeyListCommand(CliEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        KeyFile keys = file.read(environment);
        Instant now = environment.clock().instant();
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        keys.keys().forEach(key -> rows.add(row(key, now)));
        TextTable.print(rows, environment.terminal().out());
        environment.terminal().note("API_KEY is not in this file: an operator's key of the tenant default.");
        return ExitCode.OK.number();
    }

    private static List<String> row(KeyFileEntry key, Instant now) {
        return List.of(
                key.id(),
                key.name(),
                key.tenant(),
                key.purpose().label(),
                state(key, now),
                key.created().toString(),
                KeyPrinter.text(key.validUntil(), "-"),
                limits(key));
    }

    /** As the options {@code --limit} and {@code --budget} take them. */
    private static String limits(KeyFileEntry key) {
        Map<String, String> all = new LinkedHashMap<>(new TreeMap<>(key.limits()));
        all.putAll(key.budget().limits());
        return all.isEmpty()
                ? "-"
                : all.entrySet().stream()
                        .map(limit -> limit.getKey() + "=" + limit.getValue())
                        .collect(Collectors.joining(" "));
    }

    private static String state(KeyFileEntry key, Instant now) {
        KeyStatus status = key.statusAt(now);
        return status == KeyStatus.VALID && key.graceEnds() != null
                ? "replaced"
                : status.name().toLowerCase(Locale.ROOT);
    }
}
