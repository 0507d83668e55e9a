package io.minerstack.registration.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.apikeys.KeyDigest;
import io.minerstack.apikeys.KeyFileEntry;
import io.minerstack.apikeys.KeyFileException;
import io.minerstack.apikeys.KeyFileReader;
import io.minerstack.apikeys.KeyPurpose;
import io.minerstack.apikeys.KeyStatus;
import io.minerstack.registration.CommandRunner;
import io.minerstack.registration.TestObjects;
import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.terminal.FakeTerminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyCommandTests {

    private static final Instant NOW = CommandRunner.NOW.truncatedTo(ChronoUnit.SECONDS);

    @RegisterExtension
    private final CommandRunner cli = new CommandRunner();

    private Path file = Path.of("");

    @BeforeEach
    void nameTheFile() {
        file = cli.folder().resolve("keys/keys.json");
        cli.setVariables(Map.of("KEYS_FILE", "keys/keys.json"));
    }

    @Test
    void printsANewKeyAloneAndStoresItsDigest() throws IOException {
        String key = added("portal", "--purpose", "operator", "--expires", "90d", "--limit", "complete=40/m");

        assertThat(key).matches("[0-9a-f]{64}");
        assertThat(keys()).singleElement().satisfies(entry -> {
            assertThat(entry.digest()).isEqualTo(KeyDigest.of(key));
            assertThat(entry.name()).isEqualTo("portal");
            assertThat(entry.tenant()).isEqualTo("portal");
            assertThat(entry.purpose()).isEqualTo(KeyPurpose.OPERATOR);
            assertThat(entry.created()).isEqualTo(NOW);
            assertThat(entry.expires()).isEqualTo(NOW.plus(Duration.ofDays(90)));
            assertThat(entry.limits()).isEqualTo(Map.of("complete", "40/m"));
        });
        assertThat(cli.errors()).contains(keys().getFirst().id()).doesNotContain(key);
        assertThat(Files.readString(file)).doesNotContain(key);
        assertThat(Files.readString(file.resolveSibling("audit.jsonl")))
                .contains("\"key.added\"", "\"who\":\"" + System.getProperty("user.name") + "\"")
                .doesNotContain(key);
    }

    @Test
    void givesANewNameAMemoryOfItsOwn() {
        added("anna");
        added("bert", "--tenant", "team");

        assertThat(run("add", "team")).isEqualTo(ExitCode.USAGE.number());
        assertThat(cli.errors()).contains("give --tenant team");
        // the tenant of API_KEY
        assertThat(run("add", "default")).isEqualTo(ExitCode.USAGE.number());
        added("team", "--tenant", "team");

        assertThat(keys()).extracting(KeyFileEntry::tenant).containsExactly("anna", "team", "team");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "add two-words --expires tomorrow",
                "add portal --expires 0d",
                "add portal --expires 4000d",
                "add portal --purpose admin",
                "add portal --tenant a/b",
                "add portal --limit complete=much",
                "add portal --limit complet=1/m",
                "add key_mine",
                "add API_KEY",
                "add ä",
                "add .",
                "add anna --tenant ..",
                "add anna --limit complete=1/m --limit complete=2/m",
                "add anna --limit complete",
                "add anna --budget tokens-per-day=9000 --budget tokens-per-day=8000",
                "set anna --budget tokens-per-day=9000 --budget tokens-per-day=none",
                "add",
                "rotate",
                "revoke",
                "change"
            })
    void refusesWrongArguments(String arguments) {
        assertThat(run(arguments.split(" ", -1))).isEqualTo(ExitCode.USAGE.number());
        assertThat(file).doesNotExist();
    }

    @Test
    void refusesASecondValidKeyOfANameUntilTheFirstIsRevoked() {
        added("portal");
        assertThat(run("add", "portal")).isEqualTo(ExitCode.USAGE.number());
        assertThat(cli.errors()).contains("./miner key rotate portal");

        assertThat(cli.run("key", "revoke", "portal")).isZero();
        added("portal", "--tenant", "portal");

        assertThat(keys()).extracting(KeyFileEntry::revoked).containsExactly(true, false);
    }

    @Test
    void givesAnEarlierNameNeitherToAnotherTenantNorItsConversationsByChance() {
        added("anna");
        assertThat(cli.run("key", "revoke", "anna")).isZero();

        assertThat(run("add", "anna", "--tenant", "other")).isEqualTo(ExitCode.USAGE.number());
        assertThat(cli.errors()).contains("The name anna was that of a key of the tenant anna");
        assertThat(run("add", "anna")).isEqualTo(ExitCode.USAGE.number());
        assertThat(cli.errors()).contains("To go on with its conversations, give --tenant anna");

        assertThat(keys()).hasSize(1);
    }

    @Test
    void addsNoKeyBesideAnExpiredOneWithAnotherBudget() {
        added("anna", "--expires", "1h", "--budget", "tokens-per-day=100000");
        cli.setTime(CommandRunner.NOW.plus(Duration.ofHours(2)));

        assertThat(run("add", "anna", "--tenant", "anna")).isEqualTo(ExitCode.USAGE.number());
        assertThat(cli.errors())
                .contains(
                        "has not the same budget",
                        "./miner key revoke " + keys().getFirst().id());
        added("anna", "--tenant", "anna", "--budget", "tokens-per-day=100000");
    }

    @Test
    void changesLimitsBudgetAndEndOfAllValidKeysOfAName() throws IOException {
        added("anna", "--limit", "complete=5/m", "--limit", "playbook=off", "--budget", "tokens-per-day=100000");
        printed("rotate", "anna");
        added("bert");

        String changed = printed(
                "set",
                "anna",
                "--limit",
                "complete=40/m",
                "--limit",
                "playbook=default",
                "--budget",
                "tokens-per-day=none",
                "--budget",
                "money-per-month=5.00",
                "--expires",
                "90d");

        assertThat(changed.lines()).hasSize(2);
        assertThat(keys().subList(0, 2)).allSatisfy(key -> {
            assertThat(key.limits()).isEqualTo(Map.of("complete", "40/m"));
            assertThat(key.budget().tokensPerDay()).isNull();
            assertThat(key.budget().moneyPerMonth()).isEqualTo("5.00");
            assertThat(key.expires()).isEqualTo(NOW.plus(Duration.ofDays(90)));
        });
        // the grace of the old key stays
        assertThat(keys().getFirst().validUntil()).isEqualTo(NOW.plus(Duration.ofHours(24)));
        assertThat(keys().getLast().limits()).isEmpty();
        assertThat(keys().getLast().expires()).isNull();
        assertThat(Files.readAllLines(file.resolveSibling("audit.jsonl")).getLast())
                .contains("\"key.changed\"", keys().getFirst().id(), "40/m", "\"money_per_month\":\"5.00\"");

        printed("set", "anna", "--expires", "never");
        assertThat(keys().subList(0, 2)).allSatisfy(key -> {
            assertThat(key.expires()).isNull();
            assertThat(key.limits()).isEqualTo(Map.of("complete", "40/m"));
        });
    }

    @Test
    void changesOnlyKeysThatAreValidAndOnlyWhatIsNamed() {
        assertThat(run("set", "anna", "--expires", "1d")).isEqualTo(ExitCode.KEY_NOT_FOUND.number());
        assertThat(run("set", "API_KEY", "--expires", "1d")).isEqualTo(ExitCode.KEY_NOT_FOUND.number());
        added("anna");
        assertThat(run("set", "anna")).isEqualTo(ExitCode.USAGE.number());
        assertThat(run("set", "anna", "--budget", "tokens-per-day=some")).isEqualTo(ExitCode.USAGE.number());
        assertThat(run("set", "anna", "--budget", "tokens=none")).isEqualTo(ExitCode.USAGE.number());
        assertThat(run("set", "anna", "--limit", "complet=default")).isEqualTo(ExitCode.USAGE.number());
        assertThat(cli.run("key", "revoke", "anna")).isZero();

        assertThat(run("set", "anna", "--expires", "1d")).isEqualTo(ExitCode.KEY_NOT_FOUND.number());
        assertThat(keys().getFirst().expires()).isNull();
    }

    @Test
    void warnsOfABudgetThatMayAllowNoRequest() {
        added("anna", "--budget", "tokens-per-day=3000");
        assertThat(cli.errors()).contains("A budget of 3000 tokens may allow no request", "Give 6000 or more");

        cli.setVariables(Map.of("KEYS_FILE", "keys/keys.json", "MAX_TOKENS", "500"));
        printed("set", "anna", "--budget", "tokens-per-day=2600");
        assertThat(cli.errors()).doesNotContain("may allow no request");
        printed("set", "anna", "--budget", "tokens-per-month=2400");
        assertThat(cli.errors()).contains("A budget of 2400 tokens may allow no request", "MAX_TOKENS (500)");
    }

    @Test
    void warnsOfABudgetOfMoneyThatMayAllowNoRequest() {
        cli.setVariables(Map.of(
                "KEYS_FILE", "keys/keys.json",
                "LLM_PROVIDER", "openai",
                "OPENAI_MODEL", "gpt",
                "LLM_PRICES", "openai/other=9/9, openai/gpt=1/10"));
        // 2,000 tokens of a prompt and 4,000 of an answer cost 0.002 and 0.04
        added("anna", "--budget", "money-per-day=0.041");
        assertThat(cli.errors()).contains("A budget of 0.041 units of money may allow no", "Give 0.042 or more");

        printed("set", "anna", "--budget", "money-per-day=0.042");
        assertThat(cli.errors()).doesNotContain("LLM_PRICES");
    }

    @Test
    void saysThatLlmProxyRefusesPricesInsteadOfCalculatingWithSomeOfThem() {
        cli.setVariables(Map.of(
                "KEYS_FILE", "keys/keys.json",
                "LLM_PROVIDER", "openai",
                "OPENAI_MODEL", "gpt",
                "LLM_PRICES", "openai/gpt=9/9,openai/gpt=0/0"));
        added("anna", "--budget", "money-per-day=5.00");
        assertThat(cli.errors())
                .contains("llm-proxy does not start with these LLM_PRICES: names openai/gpt twice.")
                .doesNotContain("limits nothing");
    }

    @Test
    void saysThatABudgetOfMoneyLimitsNothingWhereNoModelCostsAnything() {
        added("anna", "--budget", "money-per-day=5.00");
        assertThat(cli.errors()).contains("A budget of money limits nothing now");

        cli.setVariables(Map.of("KEYS_FILE", "keys/keys.json", "LLM_PRICES", "local/*=1/1"));
        printed("set", "anna", "--budget", "money-per-day=6.00");
        assertThat(cli.errors()).doesNotContain("limits nothing");
    }

    /** A model that is configured as {@code default} has the name that its server shows. */
    @Test
    void takesAnyPriceOfAProviderWhoseServerNamesItsModel() {
        cli.setVariables(Map.of(
                "KEYS_FILE", "keys/keys.json", "LOCAL_LLM_MODEL", "default", "LLM_PRICES", "local/smollm2=1/10"));
        added("anna", "--budget", "money-per-day=0.041");
        assertThat(cli.errors()).contains("A budget of 0.041 units of money may allow no", "Give 0.042 or more");
    }

    @Test
    void saysThatABudgetOfMoneyAllowsNothingWhereNoModelHasAPrice() {
        cli.setVariables(Map.of("KEYS_FILE", "keys/keys.json", "LLM_PROVIDER", "openai", "OPENAI_MODEL", "gpt"));
        added("anna", "--budget", "money-per-day=5.00");
        assertThat(cli.errors()).contains("allows no request now: LLM_PRICES has no price for openai/gpt.");

        cli.setVariables(Map.of("KEYS_FILE", "keys/keys.json", "LLM_PROVIDER", "local,openai", "OPENAI_MODEL", "gpt"));
        printed("set", "anna", "--budget", "money-per-day=6.00");
        assertThat(cli.errors()).contains("LLM_PRICES has no price for openai/gpt: a key with a budget of money can't");
    }

    @Test
    void warnsOfAKeyFileThatOthersMayWrite() throws IOException {
        added("anna");
        assertThat(cli.errors()).doesNotContain("may write it");
        for (String[] command :
                new String[][] {{"key", "list"}, {"key", "add", "bert"}, {"key", "set", "anna", "--expires", "1d"}}) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
            cli.clearTerminal();
            assertThat(cli.run(command)).isZero();
            assertThat(cli.errors()).containsOnlyOnce("everybody on this machine may write it");
        }
        cli.clearTerminal();
        assertThat(cli.run("key", "list")).isZero();
        assertThat(cli.errors()).doesNotContain("may write it");
    }

    @Test
    void namesTheAuditFileThatCantBeWritten() throws IOException {
        Path audit = Files.createDirectories(file.resolveSibling("audit.jsonl"));

        assertThat(run("add", "anna")).isEqualTo(ExitCode.KEY_FILE_UNUSABLE.number());

        assertThat(cli.errors())
                .contains("the audit file " + audit + " can't be written (it is a folder). Nothing was changed.");
        assertThat(file).doesNotExist();
    }

    @Test
    void notesATenantThatDiffersOnlyInCase() {
        added("team");
        assertThat(run("add", "bert", "--tenant", "Team")).isZero();
        assertThat(cli.errors()).contains("There is a tenant team, too.");
        assertThat(run("add", "carl", "--tenant", "team")).isZero();
        assertThat(cli.errors()).contains("There is a tenant Team, too.");
    }

    @Test
    void givesAProbeNoLimits() {
        assertThat(run("add", "watch", "--purpose", "probe", "--limit", "complete=5/m"))
                .isEqualTo(ExitCode.USAGE.number());
        added("watch", "--purpose", "probe");
        assertThat(run("set", "watch", "--budget", "tokens-per-day=5000")).isEqualTo(ExitCode.USAGE.number());
        assertThat(cli.errors()).contains("A probe is not limited");
    }

    @Test
    void rotatesWithAGraceForTheOldKey() {
        String old = added("portal", "--tenant", "default", "--expires", "30d", "--limit", "playbook=off");
        cli.setTime(CommandRunner.NOW.plus(Duration.ofDays(20)));
        Instant rotated = NOW.plus(Duration.ofDays(20));

        String successor = printed("rotate", "portal", "--grace", "2h");

        assertThat(successor).matches("[0-9a-f]{64}").isNotEqualTo(old);
        assertThat(keys()).hasSize(2);
        KeyFileEntry first = keys().getFirst();
        KeyFileEntry second = keys().getLast();
        assertThat(first.digest()).isEqualTo(KeyDigest.of(old));
        assertThat(first.statusAt(rotated.plusSeconds(7_199))).isEqualTo(KeyStatus.VALID);
        assertThat(first.statusAt(rotated.plusSeconds(7_200))).isEqualTo(KeyStatus.EXPIRED);
        assertThat(second.digest()).isEqualTo(KeyDigest.of(successor));
        assertThat(second.name()).isEqualTo("portal");
        assertThat(second.tenant()).isEqualTo("default");
        assertThat(second.limits()).isEqualTo(Map.of("playbook", "off"));
        // as long as the old one
        assertThat(second.expires()).isEqualTo(rotated.plus(Duration.ofDays(30)));
        assertThat(cli.errors()).contains("./miner key revoke " + first.id());
    }

    @Test
    void endsTheOldKeyAtOnceWithoutAGrace() {
        added("portal");

        printed("rotate", "portal", "--grace", "0s");

        assertThat(keys()).extracting(key -> key.statusAt(NOW)).containsExactly(KeyStatus.EXPIRED, KeyStatus.VALID);
        assertThat(cli.errors()).doesNotContain("old key");
    }

    @Test
    void rotatesTheSuccessorNextTime() {
        added("portal");
        printed("rotate", "portal");
        String third = printed("rotate", "portal", "--expires", "never");

        assertThat(keys()).hasSize(3);
        assertThat(keys().getLast().digest()).isEqualTo(KeyDigest.of(third));
        assertThat(keys().getLast().graceEnds()).isNull();
        assertThat(keys().getFirst().graceEnds()).isNotNull();
    }

    @Test
    void namesWhatCantBeRotatedOrRevoked() {
        assertThat(run("rotate", "portal")).isEqualTo(ExitCode.KEY_NOT_FOUND.number());
        assertThat(run("revoke", "portal")).isEqualTo(ExitCode.KEY_NOT_FOUND.number());
        assertThat(run("rotate", "API_KEY")).isEqualTo(ExitCode.KEY_NOT_FOUND.number());
        assertThat(cli.errors()).contains("./miner key add NAME --tenant default");
        added("portal");
        assertThat(cli.run("key", "revoke", "portal")).isZero();
        assertThat(run("revoke", "portal")).isEqualTo(ExitCode.KEY_NOT_FOUND.number());
        assertThat(run("rotate", "portal")).isEqualTo(ExitCode.KEY_NOT_FOUND.number());
    }

    @Test
    void revokesOneKeyByItsIdOrAllByTheirName() {
        added("portal");
        printed("rotate", "portal");
        added("other");

        assertThat(cli.run("key", "revoke", keys().getFirst().id())).isZero();
        assertThat(keys()).extracting(KeyFileEntry::revoked).containsExactly(true, false, false);

        assertThat(cli.run("key", "revoke", "portal")).isZero();
        assertThat(keys()).extracting(KeyFileEntry::revoked).containsExactly(true, true, false);
    }

    @Test
    void listsKeysWithoutDigests() throws IOException {
        added("portal", "--expires", "1h");
        printed("rotate", "portal");
        cli.clearTerminal();

        assertThat(cli.run("key", "list")).isZero();

        assertThat(cli.printed().lines()).hasSize(3);
        assertThat(cli.printed())
                .contains(
                        "VALID UNTIL",
                        "replaced",
                        "valid",
                        "2026-03-04T06:06:07Z",
                        keys().getFirst().id());
        for (String digest : Files.readString(file).split("\"", -1)) {
            if (digest.length() == 64) {
                assertThat(cli.printed() + cli.errors()).doesNotContain(digest);
            }
        }
    }

    @Test
    void listsTheLimitsAndTheBudgetOfEachKeyAsTheyAreGiven() throws IOException {
        added("portal");
        added("ben", "--limit", "refine=5/m", "--limit", "complete=40/m", "--budget", "tokens-per-day=200000");
        printed("set", "ben", "--budget", "money-per-month=5.00");
        cli.clearTerminal();

        assertThat(cli.run("key", "list")).isZero();

        assertThat(cli.printed().lines())
                .anyMatch(line -> line.contains("portal") && line.endsWith(" -"))
                .anyMatch(line -> line.contains("ben")
                        && line.endsWith(" complete=40/m refine=5/m money-per-month=5.00 tokens-per-day=200000"));
    }

    @Test
    void writesAnAuditLineForEachChange() throws IOException {
        added("portal");
        printed("rotate", "portal");
        cli.run("key", "revoke", "portal");
        cli.run("key", "list");
        run("rotate", "none");

        assertThat(Files.readAllLines(file.resolveSibling("audit.jsonl")))
                .hasSize(3)
                .satisfiesExactly(
                        line -> assertThat(line).contains("key.added"),
                        line -> assertThat(line)
                                .contains(
                                        "key.rotated",
                                        keys().getFirst().id(),
                                        keys().getLast().id()),
                        line -> assertThat(line).contains("key.revoked"));
    }

    @Test
    void changesNothingOfAFileThatItCantRead() throws IOException {
        Files.createDirectories(cli.folder().resolve("keys"));
        Files.writeString(file, "{\"version\": 1, \"keys\": [{}]}");

        assertThat(run("add", "portal")).isEqualTo(ExitCode.KEY_FILE_UNUSABLE.number());
        assertThat(run("list")).isEqualTo(ExitCode.KEY_FILE_UNUSABLE.number());

        assertThat(file).hasContent("{\"version\": 1, \"keys\": [{}]}");
        assertThat(cli.errors()).contains("keys.json: keys[0], id: expected text. Nothing was changed.");
        assertThat(cli.printed()).isEmpty();
    }

    @Test
    void needsAFileToWorkOn() {
        cli.setVariables(Map.of());

        assertThat(run("list")).isEqualTo(ExitCode.USAGE.number());
        assertThat(cli.errors()).contains("set KEYS_FILE, or give --file FILE");
        assertThat(cli.run("key", "list", "--file", "keys/keys.json")).isZero();
    }

    @Test
    void printsASecretForKubernetes() throws IOException {
        String key = added("portal");

        String manifest = printed("manifest", "--name", "my-keys", "--namespace", "miner");

        assertThat(manifest)
                .startsWith("apiVersion: v1\nkind: Secret\nmetadata:\n  name: \"my-keys\"\n  namespace: \"miner\"\n");
        String encoded =
                manifest.substring(manifest.indexOf("keys.json: ") + 11).strip();
        assertThat(Base64.getDecoder().decode(encoded)).isEqualTo(Files.readAllBytes(file));
        assertThat(manifest).doesNotContain(key);
        assertThat(run("manifest", "--name", "a\nkind: Pod")).isEqualTo(ExitCode.USAGE.number());
    }

    @Test
    void signsTheNewKeyInTheSameStep() throws IOException {
        added("portal", "--tenant", "default");

        String key = printed(sign("plain"));

        assertThat(cli.signedFile())
                .startsWith(TestObjects.API_URL + "<seperate>" + key + "\n\tSigned by: " + TestObjects.ADDRESS);
        assertThat(keys().getLast().digest()).isEqualTo(KeyDigest.of(key));
        assertThat(cli.errors())
                .containsSubsequence(
                        "1. Wait", "2. Test it", "./miner preflight --api-url", "3. Submit", "4. When nobody");
        assertThat(cli.run("verify", "out.txt")).isZero();
    }

    @Test
    void signsTheFirstKeyForTheNetwork() {
        String[] arguments = sign("plain");
        arguments[0] = "add";

        String key = printed(arguments);

        assertThat(cli.signedFile()).startsWith(TestObjects.API_URL + "<seperate>" + key + "\n");
        assertThat(cli.errors()).contains("3. Submit").doesNotContain("old key");
    }

    @Test
    void rotatesNothingIfItCantSign() {
        added("portal");

        assertThat(run(sign("none"))).isEqualTo(ExitCode.WALLET_NOT_FOUND.number());
        assertThat(run(sign("vault"))).isEqualTo(ExitCode.PASSWORD_MISSING.number());
        assertThat(run("rotate", "portal", "--sign")).isEqualTo(ExitCode.USAGE.number());
        assertThat(run("rotate", "portal", "--api-url", TestObjects.API_URL)).isEqualTo(ExitCode.USAGE.number());

        assertThat(keys()).hasSize(1);
        assertThat(cli.output()).doesNotExist();
    }

    private String[] sign(String wallet) {
        return new String[] {
            "rotate",
            "portal",
            "--sign",
            "--api-url",
            TestObjects.API_URL,
            "--wallet",
            wallet,
            "--path",
            cli.wallets().toString(),
            "--output",
            "out.txt"
        };
    }

    private String added(String name, String... more) {
        String[] arguments = new String[2 + more.length];
        arguments[0] = "add";
        arguments[1] = name;
        System.arraycopy(more, 0, arguments, 2, more.length);
        return printed(arguments);
    }

    /** Runs a command that succeeds, and returns what it printed on standard output. */
    private String printed(String... arguments) {
        cli.setTerminal(FakeTerminal.withoutInput());
        int code = run(arguments);
        assertThat(code).as(cli.errors()).isZero();
        return cli.printed().strip();
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "key";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return cli.run(all);
    }

    private List<KeyFileEntry> keys() {
        try {
            return KeyFileReader.read(file).keys();
        } catch (KeyFileException unusable) {
            throw new AssertionError(unusable);
        }
    }
}
