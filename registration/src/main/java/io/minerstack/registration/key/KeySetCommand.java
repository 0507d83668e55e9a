package io.minerstack.registration.key;

import io.minerstack.apikeys.KeyBudget;
import io.minerstack.apikeys.KeyFile;
import io.minerstack.apikeys.KeyFileEntry;
import io.minerstack.apikeys.KeyRules;
import io.minerstack.apikeys.KeyStatus;
import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.error.RegistrationException;
import io.minerstack.registration.terminal.CliEnvironment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code key set}: changes rate limits, budget and end of the keys of a name. */
@Command(
        name = "set",
        mixinStandardHelpOptions = true,
        description = "Changes rate limits, budget or end of the valid keys of a name. What is not named stays.")
final class KeySetCommand implements Callable<Integer> {

    /** In place of a rate limit: that of everybody. */
    private static final String DEFAULT_LIMIT = "default";

    @Parameters(paramLabel = "NAME", description = "Name of the keys.")
    private String name;

    @Option(
            names = "--limit",
            paramLabel = "ENDPOINT=LIMIT",
            description = "A rate limit of the keys' own, such as complete=40/m, or complete=default for everybody's;"
                    + " repeatable.")
    private List<String> limitOptions = List.of();

    @Option(
            names = "--budget",
            paramLabel = "LIMIT=AMOUNT",
            description = "What the keys may spend, such as tokens-per-day=200000 or money-per-month=5.00, or"
                    + " tokens-per-day=none for no such limit; repeatable.")
    private List<String> budgetOptions = List.of();

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            description = "How long the keys are valid from now on, such as 90d, or never.")
    private @Nullable String expires;

    private Map<String, String> limits = Map.of();
    private Map<String, String> budget = Map.of();

    @Mixin
    private final KeyFileOption file = new KeyFileOption();

    private final CliEnvironment environment;

    KeySetCommand(CliEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        limits = KeyArguments.pairs("--limit", limitOptions);
        budget = KeyArguments.pairs("--budget", budgetOptions);
        if (limits.isEmpty() && budget.isEmpty() && expires == null) {
            throw KeyArguments.usage("Nothing to change: give --limit, --budget or --expires");
        }
        KeyArguments.check("--limit", flawOfLimits());
        KeyArguments.check("--budget", KeyBudget.flawOfChanges(budget));
        Instant now = KeyArguments.seconds(environment.clock().instant());
        Instant end = expires == null ? null : KeyArguments.expiry(expires, now);
        List<KeyFileEntry> changed = new ArrayList<>();
        file.update(
                environment,
                current -> {
                    check(current, now);
                    KeyFile keys = current;
                    for (KeyFileEntry key : current.matching(each -> each.name().equals(name) && !each.revoked())) {
                        KeyFileEntry after = changed(key, end, now);
                        keys = keys.replacing(after);
                        changed.add(after);
                    }
                    return new KeyChange.Outcome(keys, "key.changed", changed);
                },
                () -> print(changed, now));
        return ExitCode.OK.number();
    }

    private @Nullable String flawOfLimits() {
        Map<String, String> given = new HashMap<>(limits);
        given.entrySet()
                .removeIf(limit ->
                        limit.getValue().equals(DEFAULT_LIMIT) && KeyRules.LIMITED_ENDPOINTS.contains(limit.getKey()));
        return KeyRules.flawOfLimits(given);
    }

    private void check(KeyFile current, Instant now) {
        List<KeyFileEntry> valid =
                current.matching(key -> key.name().equals(name) && key.statusAt(now) == KeyStatus.VALID);
        if (valid.isEmpty()) {
            throw new RegistrationException(
                    ExitCode.KEY_NOT_FOUND,
                    name.equals("API_KEY")
                            ? "API_KEY is not in the key file: its limits are the variables RATE_LIMIT_*, and it has no"
                                    + " budget."
                            : "There is no valid key of that name (./miner key list has all).");
        }
        KeyArguments.checkCounted(valid.getFirst().purpose(), limits, budget);
    }

    /** An expired key gets the same budget, because keys of one name share it, and stays expired. */
    private KeyFileEntry changed(KeyFileEntry key, @Nullable Instant end, Instant now) {
        Map<String, String> merged = new TreeMap<>(key.limits());
        limits.forEach((endpoint, limit) -> {
            if (limit.equals(DEFAULT_LIMIT)) {
                merged.remove(endpoint);
            } else {
                merged.put(endpoint, limit);
            }
        });
        boolean keepsItsEnd = expires == null || key.statusAt(now) != KeyStatus.VALID;
        return key.changed(
                keepsItsEnd ? key.expires() : end, merged, key.budget().with(budget));
    }

    private void print(List<KeyFileEntry> changed, Instant now) {
        List<KeyFileEntry> valid = changed.stream()
                .filter(key -> key.statusAt(now) == KeyStatus.VALID)
                .toList();
        for (KeyFileEntry key : valid) {
            environment
                    .terminal()
                    .out()
                    .println("Changed " + key.id() + " (" + key.name() + "), valid until "
                            + KeyPrinter.text(key.validUntil(), "it is revoked"));
        }
        environment.terminal().out().flush();
        SmallBudgetWarning.print(valid.getFirst().budget(), environment);
        environment.terminal().note("A running gateway applies it within 5 s. Kubernetes: apply ./miner key manifest.");
    }
}
