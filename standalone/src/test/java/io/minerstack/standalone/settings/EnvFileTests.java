package io.minerstack.standalone.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the functions of {@code miner} and {@code deploy/init} that read {@code .env}: both must read the same. */
class EnvFileTests {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    /**
     * What stands behind white space and {@code #} is a comment, also behind no value at all
     * (theskumar/python-dotenv#600, josegonzalez/php-dotenv#27), but not inside quotes (motdotla/dotenv#1029).
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "NAME=value|value",
                "NAME=value  # what it is|value",
                "NAME=   # nothing|``",
                "NAME=|``",
                "NAME=#tag#|#tag#",
                "NAME = spaced |spaced",
                "export NAME=exported|exported",
                "export  NAME=exported|exported",
                "NAME=\"a #b\"  # quoted|a #b",
                "NAME='c # d'|c # d",
                "NAME=$HOME\\n|$HOME\\n"
            })
    void readsAValue(String line, String value) throws Exception {
        write("\uFEFF# first line of an editor on Windows\r\n" + line + "\r\n");

        assertThat(run("load_env; printf '%s' \"$NAME\"")).isEqualTo(value);
        assertThat(run("from_env NAME").stripTrailing()).isEqualTo(value);
    }

    /** As dotenv libraries and {@code docker compose} do it (motdotla/dotenv#385); a variable of the shell wins. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "export NAME=\nNAME=last\n",
                "NAME=first\n NAME = last\n",
                "\uFEFFNAME=\r\nNAME='last'\r\n",
                "\uFEFFNAME=last\r\n"
            })
    void takesTheLastLineOfAVariable(String text) throws Exception {
        write(text);

        assertThat(run("load_env; printf '%s' \"$NAME\"")).isEqualTo("last");
        assertThat(run("from_env NAME").stripTrailing()).isEqualTo("last");
        assertThat(run("NAME=shell; load_env; printf '%s' \"$NAME\"")).isEqualTo("shell");
    }

    /** The file of another miner is understood as it is: what it names and is not read here, is told in one line. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsTheFileOfAnotherMiner(boolean editedOnWindows) throws Exception {
        String text = Files.readString(Path.of("src/test/resources/another-miner/env.txt"));
        write(editedOnWindows ? "\uFEFF" + text.replace("\n", "\r\n") : text);
        Files.createDirectory(folder.resolve("docs"));
        Files.copy(ROOT.resolve("docs/configuration.md"), folder.resolve("docs/configuration.md"));

        assertThat(run("load_env; tell_ignored 2>&1"))
                .isEqualTo("miner: .env: ignored, because nothing reads them here: API_BASE_URL, ENVIRONMENT, DEBUG,"
                        + " TOP_P, FREQUENCY_PENALTY, PRESENCE_PENALTY, DATABASE_MAX_OVERFLOW, DATABASE_POOL_RECYCLE,"
                        + " CONNECTION_POOL_SIZE, CONNECTION_POOL_MAX_KEEPALIVE, CONNECTION_POOL_TIMEOUT\n");
        for (String expected : List.of(
                "API_KEY=0123456789abcdef0123456789abcdef0123456789abcdef",
                "HOST=127.0.0.1",
                "MINER_NAME=Bob's miner",
                "LOG_LEVEL=WARNING",
                "LLM_PROVIDER=OpenAI",
                "OPENAI_API_KEY=sk-test-0123456789",
                "OPENAI_BASE_URL=",
                "VLLM_BASE_URL=",
                "TEMPERATURE=0.7",
                "DATABASE_URL=sqlite:///./data/miner_api.db",
                "REQUEST_TIMEOUT=60")) {
            String name = expected.substring(0, expected.indexOf('='));
            String value = expected.substring(expected.indexOf('=') + 1);
            assertThat(run("unset " + name + "; load_env; printf '%s' \"$" + name + "\""))
                    .as(name)
                    .isEqualTo(value);
            assertThat(run("from_env " + name).stripTrailing()).as(name).isEqualTo(value);
        }
    }

    @Test
    void namesWhatIsIgnoredInOneLine() throws Exception {
        write("PORT=1\nENVIRONMENT=production\nDEBUG=false\nCONNECTION_POOL_SIZE=5\nHTTPS_PROXY=http://proxy\n");
        Files.createDirectory(folder.resolve("docs"));
        Files.writeString(folder.resolve("docs/configuration.md"), "| `PORT` | `8001` |\n");

        assertThat(run("load_env; tell_ignored 2>&1"))
                .isEqualTo("miner: .env: ignored, because nothing reads them here: ENVIRONMENT, DEBUG,"
                        + " CONNECTION_POOL_SIZE\n");
    }

    /** Both scripts say nothing about the variables of docker compose and of other programs. */
    @Test
    void bothScriptsKnowTheSameVariablesOfOthers() throws Exception {
        assertThat(othersIn("miner")).isNotEmpty().isEqualTo(othersIn("deploy/init"));
    }

    private static List<String> othersIn(String script) throws IOException {
        return source(script, "tell_ignored")
                .lines()
                .filter(line -> line.endsWith(") continue ;;"))
                .map(String::strip)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sqlite:///./data/miner_api.db|unset",
                "SQLITE:///x.db|unset",
                "postgresql://miner@db/miner|postgresql://miner@db/miner"
            })
    void dropsAnAddressOfSqlite(String url, String left) throws Exception {
        write("DATABASE_URL=" + url + "\n");

        assertThat(run("load_env; refuse_sqlite 2>/dev/null; printf '%s' \"${DATABASE_URL:-unset}\""))
                .isEqualTo(left);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"LOCAL|yes", "vllm, Local|yes", "local,openai|yes", "OPENAI|no", "localhost|no", "''|yes"})
    void knowsTheLocalModelInAnyCase(String providers, String uses) throws Exception {
        write("LLM_PROVIDER=" + providers + "\n");

        assertThat(run("load_env; uses_local_model && printf yes || printf no")).isEqualTo(uses);
    }

    @Test
    void addsTheSecretOfTheServicesToAnOlderInstallationOnceAndPrintsItNowhere() throws Exception {
        write("API_KEY=kept\nSTACK_SECRET=\n# the end\n");

        assertThat(run("load_env; ensure_api_key; ensure_stack_secret")).isEmpty();

        String made = run("from_env STACK_SECRET").stripTrailing();
        assertThat(made).matches("[0-9a-f]{64}");
        assertThat(run("load_env; ensure_stack_secret; printf '%s' \"$STACK_SECRET\""))
                .isEqualTo(made);
        assertThat(Files.readAllLines(folder.resolve(".env")))
                .containsExactly("API_KEY=kept", "# the end", "STACK_SECRET=" + made);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(".env"))))
                .isEqualTo("rw-------");
    }

    @Test
    void makesTheApiKeyOnceAndPrintsItOnce() throws Exception {
        String said = run("load_env; ensure_api_key; ensure_api_key");

        String made = run("from_env API_KEY").stripTrailing();
        assertThat(made).matches("[0-9a-f]{64}");
        assertThat(said).containsOnlyOnce(made);
    }

    private void write(String text) throws IOException {
        Files.writeString(folder.resolve(".env"), text);
    }

    private String run(String code) throws IOException, InterruptedException {
        String functions = "ENV_NAMES=; say() { printf '%s\\n' \"$*\"; }; fail() { printf 'FAIL %s' \"$*\"; exit 1; }\n"
                + source(
                        "miner",
                        "load_env",
                        "tell_ignored",
                        "refuse_sqlite",
                        "uses_local_model",
                        "make_secret",
                        "ensure_api_key",
                        "ensure_stack_secret")
                + source("deploy/init", "from_env");
        ProcessBuilder bash = new ProcessBuilder("bash", "-euo", "pipefail", "-c", functions + code);
        bash.environment()
                .keySet()
                .removeAll(List.of("NAME", "DATABASE_URL", "LLM_PROVIDER", "API_KEY", "STACK_SECRET"));
        Process process = bash.directory(folder.toFile()).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(errors).isEmpty();
        return output;
    }

    private static String source(String script, String... functions) throws IOException {
        StringBuilder source = new StringBuilder();
        String text = Files.readString(ROOT.resolve(script));
        for (String function : functions) {
            int start = text.indexOf("\n" + function + "() {");
            source.append(text, start, text.indexOf("\n}\n", start) + 3);
        }
        return source.toString();
    }
}
