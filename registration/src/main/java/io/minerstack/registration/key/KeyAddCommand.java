package io.minerstack.registration.key;

import io.minerstack.apikeys.KeyBudget;
import io.minerstack.apikeys.KeyDigest;
import io.minerstack.apikeys.KeyFile;
import io.minerstack.apikeys.KeyFileEntry;
import io.minerstack.apikeys.KeyGenerator;
import io.minerstack.apikeys.KeyPurpose;
import io.minerstack.apikeys.KeyRules;
import io.minerstack.apikeys.KeyStatus;
import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.sign.SignedRegistration;
import io.minerstack.registration.terminal.CliEnvironment;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code key add}: makes a key and prints it once. */
@Command(name = "add", mixinStandardHelpOptions = true, description = "Makes a key and prints it, this time only.")
final class KeyAddCommand implements Callable<Integer> {

    /** The tenant of API_KEY. */
    private static final String DEFAULT_TENANT = "default";

    @Parameters(paramLabel = "NAME", description = "Who or what the key is for: 1-64 of A-Za-z0-9._-")
    private String name;

    @Option(
            names = "--tenant",
            paramLabel = "TENANT",
            description = "Owner of the conversations: keys of one tenant share them (default: NAME, so nobody else's)."
                    + " The tenant of API_KEY is " + DEFAULT_TENANT + ".")
    private @Nullable String tenant;

    @Option(
            names = "--purpose",
            paramLabel = "PURPOSE",
            defaultValue = "normal",
            description = "normal, operator (may see the figures of the whole stack) or probe (monitoring)"
                    + " (default: ${DEFAULT-VALUE}).")
    private String purpose;

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            defaultValue = "never",
            description = "How long the key is valid, such as 90d or 12h (default: ${DEFAULT-VALUE}).")
    private String expires;

    @Option(
            names = "--limit",
            paramLabel = "ENDPOINT=LIMIT",
            description = "A rate limit of the key's own, such as complete=40/m or playbook=off; repeatable.")
    private List<String> limitOptions = List.of();

    @Option(
            names = "--budget",
            paramLabel = "LIMIT=AMOUNT",
            description = "What the key may spend, in days and months of UTC: tokens-per-day=200000, tokens-per-month,"
                    + " money-per-day or money-per-month=5.00 (in the currency of LLM_PRICES); repeatable.")
    private List<String> budgetOptions = List.of();

    private Map<String, String> limits = Map.of();
    private Map<String, String> budget = Map.of();

    @Mixin
    private final NewKeySigning signing = new NewKeySigning();

    @Mixin
    private final KeyFileOption file = new KeyFileOption();

    private final CliEnvironment environment;

    KeyAddCommand(CliEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        KeyArguments.check("NAME", KeyRules.flawOfNewName(name));
        KeyArguments.check("--tenant", tenant == null ? null : KeyRules.flawOfNewTenant(tenant));
        limits = KeyArguments.pairs("--limit", limitOptions);
        budget = KeyArguments.pairs("--budget", budgetOptions);
        KeyArguments.check("--limit", KeyRules.flawOfLimits(limits));
        KeyArguments.check("--budget", KeyBudget.flaw(budget));
        signing.check();
        KeyPurpose parsedPurpose = KeyArguments.purpose(purpose);
        KeyArguments.checkCounted(parsedPurpose, limits, budget);
        Instant now = KeyArguments.seconds(environment.clock().instant());
        KeyGenerator generator = new KeyGenerator();
        String key = generator.key();
        KeyFileEntry entry = new KeyFileEntry(
                generator.id(),
                name,
                KeyDigest.of(key),
                tenant == null ? name : tenant,
                parsedPurpose,
                now,
                KeyArguments.expiry(expires, now),
                null,
                false,
                limits,
                KeyBudget.of(budget));
        // a name that can't be added must end the command before it asks for a password
        KeyFile before = file.read(environment);
        check(before, entry, now);
        SignedRegistration signed = signing.sign(key, environment);
        file.update(
                environment,
                current -> {
                    check(current, entry, now);
                    return new KeyChange.Outcome(current.with(entry), "key.added", List.of(entry));
                },
                () -> {
                    KeyPrinter printer = new KeyPrinter(environment);
                    printer.printNew(entry, key, file.path(environment));
                    SmallBudgetWarning.print(entry.budget(), environment);
                    noteSimilarTenant(before, entry.tenant());
                    NewKeySigning.write(signed);
                    printer.printNext(signed, null);
                });
        return ExitCode.OK.number();
    }

    /** Tenants are compared letter by letter. */
    private void noteSimilarTenant(KeyFile before, String own) {
        before
                .matching(key ->
                        key.tenant().equalsIgnoreCase(own) && !key.tenant().equals(own))
                .stream()
                .map(KeyFileEntry::tenant)
                .findFirst()
                .ifPresent(other -> environment
                        .terminal()
                        .note("There is a tenant " + other + ", too. It is another one than " + own
                                + ": they share no conversations."));
    }

    private void check(KeyFile current, KeyFileEntry entry, Instant now) {
        boolean used = !current.matching(key -> key.name().equals(name) && key.statusAt(now) == KeyStatus.VALID)
                .isEmpty();
        if (used) {
            throw KeyArguments.usage("There is a valid key of the name " + name + ". To replace it: ./miner key rotate "
                    + name + ". Or choose another name");
        }
        checkEarlierKeys(current.matching(key -> key.name().equals(name)), entry);
        // without --tenant a key must not open the memory of others by the choice of its name
        boolean foreign = name.equals(DEFAULT_TENANT)
                || !current.matching(
                                key -> key.tenant().equals(name) && !key.name().equals(name))
                        .isEmpty();
        if (tenant == null && foreign) {
            throw KeyArguments.usage("Other keys have the tenant " + name
                    + ". To share their conversations, give --tenant " + name + "; else choose another name or tenant");
        }
    }

    /** A tenant owns conversations, a tenant and a name own a budget: a new key must not get another's by chance. */
    private void checkEarlierKeys(List<KeyFileEntry> earlier, KeyFileEntry entry) {
        for (KeyFileEntry key : earlier) {
            if (!key.tenant().equals(entry.tenant())) {
                throw KeyArguments.usage("The name " + name + " was that of a key of the tenant " + key.tenant() + " ("
                        + key.id() + "). Choose another name, or give --tenant " + key.tenant());
            }
            if (tenant == null) {
                throw KeyArguments.usage("There was a key of the name " + name + " (" + key.id() + "). To go on with"
                        + " its conversations, give --tenant " + name + "; else choose another name");
            }
            String difference = key.revoked() ? null : key.differenceOf(entry);
            if (difference != null) {
                throw KeyArguments.usage("An expired key of the name " + name + " has not the same " + difference
                        + ". First: ./miner key revoke " + key.id());
            }
        }
    }
}
