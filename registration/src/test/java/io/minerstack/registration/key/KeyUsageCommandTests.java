package io.minerstack.registration.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.registration.CommandRunner;
import io.minerstack.registration.error.ExitCode;
import io.minerstack.testsupport.http.Answer;
import io.minerstack.testsupport.http.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KeyUsageCommandTests {

    private static final String USAGE = """
            {"from":"2026-03-01","to":"2026-03-04","truncated":false,"rows":[
            {"key_id":"key_0000000000a1","key_name":"anna","day":"2026-03-01","provider":"openai","model":"gpt",
             "attempts":2,"unmeasured":1,"unpriced":0,"input_tokens":100,"output_tokens":20,"money":"0.25"},
            {"key_id":"key_0000000000a1","key_name":"anna","day":"2026-03-02","provider":"openai","model":"gpt",
             "attempts":1,"unmeasured":0,"unpriced":0,"input_tokens":50,"output_tokens":5,"money":"0.5"},
            {"key_id":"environment","key_name":"API_KEY","day":"2026-03-02","provider":"local","model":"m\\u001b[2J",
             "attempts":7,"unmeasured":0,"unpriced":7,"input_tokens":1,"output_tokens":2,"money":"0"}],
            "budgets":[{"tenant":"anna","key_name":"anna","period":"day","starts":"2026-03-04",
             "tokens_spent":40,"tokens_held":5,"money_spent":"0.75","money_held":"0"}]}""";

    private static final String NOTHING =
            "{\"from\":\"2026-03-01\",\"to\":\"2026-03-04\",\"truncated\":false,\"rows\":[],\"budgets\":[]}";

    @RegisterExtension
    private final CommandRunner cli = new CommandRunner();

    private final ScriptedServer proxy = ScriptedServer.start();

    @BeforeEach
    void nameTheProxy() {
        cli.setVariables(Map.of("KEYS_FILE", "keys/keys.json", "LLM_PROXY_URL", proxy.url()));
        proxy.answer(Answer.json(200, USAGE));
    }

    @AfterEach
    void closeTheProxy() {
        proxy.close();
    }

    @Test
    void sumsUpTheDaysOfEachKeyAndModel() throws IOException {
        assertThat(run("add", "anna", "--budget", "tokens-per-day=100", "--budget", "money-per-month=5.00"))
                .isZero();

        assertThat(run("usage")).isZero();

        assertThat(proxy.take().target()).isEqualTo("/usage");
        assertThat(cli.printed())
                .contains("Usage from 2026-03-01 to 2026-03-04")
                .containsPattern("anna +key_0000000000a1 +openai +gpt +3 +150 +25 +0\\.75")
                .containsPattern("total +10 +151 +27 +0\\.75")
                .containsPattern("anna/anna +day of 2026-03-04 +tokens +40 +5 +100")
                .containsPattern("anna/anna +day of 2026-03-04 +money +0\\.75 +0 +-")
                // the name of a model must not command the terminal
                .doesNotContain("\u001b");
        assertThat(cli.errors())
                .contains("1 attempts ended without token counts")
                .contains("LLM_PRICES had no price for 7 attempts");
        assertThat(Files.readString(cli.folder().resolve("keys/keys.json")))
                .contains("\"tokens_per_day\" : 100", "\"money_per_month\" : \"5.00\"");
    }

    @Test
    void asksForTheDaysAndTheNameThatAreWanted() {
        assertThat(run("usage", "anna", "--from", "2026-03-01", "--to", "2026-03-02", "--by-day"))
                .isZero();

        assertThat(proxy.take().target()).isEqualTo("/usage?from=2026-03-01&to=2026-03-02&name=anna");
        assertThat(cli.printed())
                .containsPattern("2026-03-01 +anna +key_0000000000a1 +openai +gpt +2 +100 +20 +0\\.25")
                .containsPattern("2026-03-02 +anna +key_0000000000a1 +openai +gpt +1 +50 +5 +0\\.5");
    }

    @Test
    void showsLlmProxyTheSecretOfTheServicesThatIsSent() {
        cli.setVariables(Map.of(
                "KEYS_FILE",
                "keys/keys.json",
                "LLM_PROXY_URL",
                proxy.url(),
                "STACK_SECRET",
                "n".repeat(32) + ", " + "o".repeat(32)));

        assertThat(run("usage")).isZero();

        assertThat(proxy.take().header("X-Stack-Secret")).isEqualTo("n".repeat(32));
    }

    @Test
    void readsTheAnswerFromAFileWhereTheProxyCannotBeReached() throws IOException {
        Files.writeString(cli.folder().resolve("usage.json"), USAGE);

        assertThat(run("usage", "--input", "usage.json")).isZero();

        assertThat(cli.printed()).contains("key_0000000000a1");
    }

    @Test
    void saysWhyThereIsNoUsage() {
        proxy.answer(Answer.json(503, """
                {"error":{"message":"No usage is recorded: USAGE_DATABASE_URL of llm-proxy is not set."}}"""));
        assertThat(run("usage")).isEqualTo(ExitCode.USAGE_UNAVAILABLE.number());
        assertThat(cli.errors())
                .contains("503: No usage is recorded: USAGE_DATABASE_URL of llm-proxy is not set.\n")
                .doesNotContain("..");

        proxy.close();
        assertThat(run("usage")).isEqualTo(ExitCode.USAGE_UNAVAILABLE.number());
        assertThat(cli.errors()).contains("can't be reached at " + proxy.url());
    }

    @Test
    void saysWhichPartOfABudgetTheLedgerDoesNotHave() {
        // 175 tokens are in the ledger, 0 of them today
        proxy.answer(Answer.json(200, USAGE.replace("\"tokens_spent\":40", "\"tokens_spent\":9000")));
        assertThat(run("usage")).isZero();
        assertThat(cli.errors())
                .contains("9000 tokens that the budget of anna has spent in the day of 2026-03-04 are not in");

        cli.clearTerminal();
        // the days of the report are not those of the window
        proxy.answer(Answer.json(
                200,
                USAGE.replace("\"to\":\"2026-03-04\"", "\"to\":\"2026-03-03\"")
                        .replace("\"tokens_spent\":40", "\"tokens_spent\":9000")));
        assertThat(run("usage", "--to", "2026-03-03")).isZero();
        assertThat(cli.errors()).doesNotContain("are not in the table");

        String month = USAGE.replace(
                "\"period\":\"day\",\"starts\":\"2026-03-04\"", "\"period\":\"month\",\"starts\":\"2026-03-01\"");
        proxy.answer(Answer.json(200, month.replace("\"tokens_spent\":40", "\"tokens_spent\":175")));
        assertThat(run("usage")).isZero();
        assertThat(cli.errors()).doesNotContain("are not in the table");
        proxy.answer(Answer.json(200, month.replace("\"tokens_spent\":40", "\"tokens_spent\":200")));
        assertThat(run("usage")).isZero();
        assertThat(cli.errors()).contains("25 tokens that the budget of anna has spent in the month of 2026-03-01");
    }

    @Test
    void notesANameThatHasNoUsageAndNoKey() {
        proxy.answer(Answer.json(200, NOTHING));
        assertThat(run("usage", "nobody")).isZero();
        assertThat(cli.errors()).contains("nobody has used nothing in these days, and the key file has no key of that");

        assertThat(run("add", "anna")).isZero();
        cli.clearTerminal();
        assertThat(run("usage", "anna")).isZero();
        assertThat(cli.errors())
                .contains("anna has used nothing in these days.")
                .doesNotContain("has no key");
    }

    @Test
    void refusesDaysOfWhichThereAreNone() {
        assertThat(run("usage", "--from", "2026-03-03", "--to", "2026-03-02")).isEqualTo(ExitCode.USAGE.number());
        assertThat(cli.errors()).contains("There is no day from 2026-03-03 to 2026-03-02.");
        assertThat(run("usage", "--to", "2026-02-10")).isEqualTo(ExitCode.USAGE.number());
        assertThat(cli.errors()).contains("give --from, too");
        assertThat(run("usage", "--from", "2026-03-05")).isEqualTo(ExitCode.USAGE.number());
        assertThat(run("usage", "--from", "2026-03-04")).isZero();
    }

    @Test
    void refusesWrongArguments() {
        assertThat(run("usage", "a/b")).isEqualTo(ExitCode.USAGE.number());
        assertThat(run("usage", "--from", "yesterday")).isEqualTo(ExitCode.USAGE.number());
        assertThat(run("usage", "--url", "http://no such host")).isEqualTo(ExitCode.USAGE.number());
        for (String budget : Arrays.asList("tokens-per-day=0", "tokens=5", "money-per-day=0.00", "money-per-day=1e9")) {
            cli.clearTerminal();
            assertThat(run("add", "ben", "--budget", budget)).isEqualTo(ExitCode.USAGE.number());
            assertThat(cli.errors()).contains("above zero");
        }
    }

    private int run(String... arguments) {
        return cli.run(Stream.concat(Stream.of("key"), Stream.of(arguments)).toArray(String[]::new));
    }
}
