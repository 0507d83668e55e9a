package io.minerstack.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./miner} in a folder of its own, with a fake Java that prints its arguments and a fake Maven that counts. */
class StartScriptIT {

    /** The settings of {@code up} without a model on this machine. */
    private static final Map<String, String> STACK =
            Map.of("LLM_PROVIDER", "vllm", "API_KEY", "0123456789abcdef0123456789abcdef");

    @TempDir
    private Path folder;

    private FakeStack fake;
    private Path stack;
    private Path elsewhere;

    @BeforeEach
    void makeAStack() throws IOException {
        fake = new FakeStack(folder);
        stack = fake.root();
        elsewhere = folder.resolve("elsewhere");
        fake.makeJdk("jdk", "25.0.1");
        fake.makeMaven("bin/mvn", "3.9.9");
    }

    @Test
    void runsStatusAndProbeWithTheSettingsOfTheStack() throws Exception {
        Files.writeString(stack.resolve(".env"), "PORT=8765\n");

        assertThat(miner(Map.of(), "status", "--json"))
                .contains("port 8765 home " + stack, "registration.jar status --json");
        assertThat(miner(Map.of(), "probe", "--once")).contains("port 8765", "registration.jar probe --once");
    }

    @Test
    void buildsAgainOnlyIfASourceChangedOrTheJarIsCutOff() throws Exception {
        assertThat(miner(Map.of(), "verify", "x")).contains("registration.jar verify x");
        assertThat(miner(Map.of(), "verify", "x")).contains("registration.jar verify x");
        assertThat(builds()).isEqualTo(1);
        Files.writeString(stack.resolve("registration/src/main/A.java"), "class A { int b; }");
        miner(Map.of(), "verify", "x");
        assertThat(builds()).isEqualTo(2);
        Path jar = stack.resolve("registration/target/registration.jar");
        byte[] whole = Files.readAllBytes(jar);
        Files.write(jar, Arrays.copyOf(whole, whole.length - 5));
        miner(Map.of(), "verify", "x");
        assertThat(builds()).isEqualTo(3);
        miner(Map.of(), "verify", "x");
        assertThat(builds()).isEqualTo(3);
    }

    @Test
    void printsTheErrorsOfAFailedBuild() throws Exception {
        Files.createFile(folder.resolve("broken"));
        assertThat(miner(Map.of(), "verify", "x"))
                .contains("[ERROR] A.java:[1,1] no such thing", "the build failed")
                .doesNotContain("registration.jar verify");
    }

    @Test
    void endsATestRunWithTheFailedTestsAndTheCounts() throws Exception {
        fake.program("bin/mvn", """
                if [ "$1" = -v ]; then echo "Apache Maven 3.9.9"; exit 0; fi
                mkdir -p module/target/surefire-reports
                cat >module/target/surefire-reports/TEST-a.xml <<'END'
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuite name="io.A" time="2.3" tests="4" errors="1" skipped="0" failures="1" flakes="1">
                  <testcase name="succeeds" classname="io.A" time="0.1"/>
                  <testcase name="fails[1]" classname="io.A" time="0.1">
                    <failure message="expected: 4 but was: 5" type="java.lang.AssertionError">at io.A</failure>
                  </testcase>
                  <testcase name="breaks" classname="io.A" time="0.1">
                    <error message="connection refused" type="java.io.IOException">at io.A</error>
                  </testcase>
                  <testcase name="stalls" classname="io.A" time="0.1">
                    <flakyFailure message="too late" type="java.lang.AssertionError">
                      <stackTrace>at io.A</stackTrace>
                    </flakyFailure>
                  </testcase>
                </testsuite>
                END
                exit 1
                """);

        assertThat(miner(Map.of(), "test")).endsWith("""

                failed: io.A.fails[1]: expected: 4 but was: 5
                failed: io.A.breaks: connection refused
                failed once: io.A.stalls: too late
                2 passed, 2 failed, 0 skipped
                """);
    }

    @Test
    void runsInTheCallersFolder() throws Exception {
        assertThat(miner(Map.of(), "verify", "x"))
                .contains("in " + elsewhere.toRealPath() + " port  home " + stack.toRealPath());
    }

    @Test
    void takesTheKeyFromTheStacksEnvFileUnlessTheEnvironmentHasOne() throws Exception {
        Files.writeString(stack.resolve(".env"), "API_KEY=first\nAPI_KEY = second # mine\n");
        Files.writeString(elsewhere.resolve(".env"), "API_KEY=of-another\n");
        assertThat(miner(Map.of(), "sign")).contains("key second of " + stack.toRealPath() + "/.env core ");
        assertThat(miner(Map.of("API_KEY", "given"), "preflight")).contains("key given of  core ");
        assertThat(miner(Map.of(), "sign", "--token", "t")).contains("key  of  core ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "API_KEY=the-key",
                "# API_KEY=no\nexport API_KEY=the-key",
                "PORT=1\nAPI_KEY=earlier\n  API_KEY =  the-key\t# mine\n",
                "API_KEY=earlier\nexport API_KEY=the-key",
                "# münchen\nAPI_KEY=the-key",
                "API_KEY=\"the-key\"",
                "API_KEY='the-key' # mine\r\n",
                "MY_API_KEY=no\nAPI_KEY=the-key",
            })
    void readsTheKeyInEachFormOfAnEnvFile(String content) throws Exception {
        Files.writeString(stack.resolve(".env"), content);
        assertThat(miner(Map.of(), "sign")).contains(" key the-key of " + stack.toRealPath() + "/.env core ");
    }

    @Test
    void disablesCoreDumps() throws Exception {
        assertThat(miner(Map.of(), "sign")).contains(" core 0 as ");
    }

    @Test
    void givesOnlySignTheHeapForAWallet() throws Exception {
        assertThat(miner(Map.of(), "sign")).contains(" -Xmx768m ");
        assertThat(miner(Map.of(), "verify", "x")).contains(" -Xmx128m ");
        assertThat(miner(Map.of(), "preflight")).contains(" -Xmx128m ");
    }

    @Test
    void changesTheKeyFileThatTheStackReads() throws Exception {
        Path standard = stack.toRealPath().resolve("data/keys/keys.json");
        assertThat(miner(Map.of(), "key", "add", "x"))
                .contains("keys file " + standard + "\n", " -Xmx128m ", "registration.jar key add x");
        assertThat(miner(Map.of(), "key", "rotate", "x", "--sign", "--api-url", "u"))
                .contains(" -Xmx768m ");
        Files.writeString(stack.resolve(".env"), "API_KEY=of-the-stack\nKEYS_FILE=/etc/miner/keys.json\n");
        assertThat(miner(Map.of(), "key", "list")).contains("keys file /etc/miner/keys.json\n");
        // as before there were other keys
        assertThat(miner(Map.of(), "key")).isEqualTo("of-the-stack\n");
    }

    @Test
    void startsTheStackWithAKeyFileInItsDataFolder() throws Exception {
        Path keys = stack.toRealPath().resolve("data/keys/keys.json");

        assertThat(miner(STACK, "up")).contains("keys file " + keys + "\n");

        assertThat(keys).hasContent("{\"version\": 1, \"keys\": []}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)))
                .isEqualTo("rw-------");
        Files.writeString(keys, "of ./miner key");
        miner(STACK, "up");
        assertThat(keys).hasContent("of ./miner key");
    }

    @Test
    void passesTheStacksPortsToPreflightWithAndWithoutAToken() throws Exception {
        Files.writeString(stack.resolve(".env"), "API_KEY=of-the-stack\nPORT=37001\n");
        assertThat(miner(Map.of(), "preflight")).contains(" port 37001 ", " key of-the-stack of ");
        assertThat(miner(Map.of(), "preflight", "--token", "t")).contains(" port 37001 ", " key  of  core ");
    }

    @Test
    void startsTheStackFromAFolderThatNoBuildTouches() throws Exception {
        Path runtime = Files.createDirectories(stack.resolve("data/runtime"));
        Path old = Files.createDirectories(runtime.resolve("gateway-12345"));
        Path former = Files.createDirectories(runtime.resolve("app-1"));

        assertThat(miner(STACK, "up")).containsPattern("-jar " + runtime + "/app-\\d+/standalone[.]jar");

        assertThat(old).doesNotExist();
        assertThat(former).doesNotExist();
        try (Stream<Path> apps = Files.list(runtime)) {
            assertThat(apps).singleElement().satisfies(app -> assertThat(app.resolve("standalone.jar"))
                    .hasSameBinaryContentAs(folder.resolve("fresh.jar")));
        }
    }

    @Test
    void keepsTheFolderOfAStackThatRuns() throws Exception {
        Path used = Files.createDirectories(stack.resolve("data/runtime/app-1"));
        fake.program("stack/data/runtime/app-1/java", "sleep 60");
        Process running = new ProcessBuilder(used.resolve("java").toString()).start();
        try {
            miner(STACK, "up");

            assertThat(used).exists();
        } finally {
            running.destroyForcibly();
        }
    }

    @Test
    void doesNotPutTheStackTogetherAgainForTheSameSources() throws Exception {
        miner(STACK, "up");

        assertThat(miner(STACK, "up")).doesNotContain("Preparing fast starts");

        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void reportsADataFolderThatIsAFileBeforeTheBuild() throws Exception {
        Path file = Files.writeString(folder.resolve("a file"), "");

        assertThat(miner(with("MINER_DATA", file.toString()), "up"))
                .startsWith("miner: MINER_DATA: " + file + " can't be used (")
                .hasLineCount(1);

        assertThat(folder.resolve("builds")).doesNotExist();
    }

    @Test
    void checksTheFreeSpaceOfTheDataFolder() throws Exception {
        Path data = Files.createDirectories(folder.resolve("small disk"));
        fake.program("bin/df", "echo head; case $2 in *small*) free=5 ;; *) free=90000 ;; esac; echo disk 1 1 $free");

        assertThat(miner(with("MINER_DATA", data.toString()), "up"))
                .contains("miner: only 5 MB of disk are free in " + data + ", and running needs")
                .doesNotContain("-jar");
        assertThat(miner(STACK, "up")).contains("-jar");
    }

    @Test
    void reportsAMissingModelBeforeTheBuild() throws Exception {
        Path missing = folder.resolve("no.gguf");

        assertThat(miner(Map.of("LOCAL_MODEL_PATH", missing.toString()), "up"))
                .isEqualTo("miner: LOCAL_MODEL_PATH: " + missing + " is not a file that can be read\n");

        assertThat(folder.resolve("builds")).doesNotExist();
    }

    @Test
    void reportsAnUnknownCommand() throws Exception {
        assertThat(miner(Map.of(), "start")).isEqualTo("miner: no such command: start (./miner help lists them)\n");
    }

    private static Map<String, String> with(String variable, String value) {
        Map<String, String> all = new HashMap<>(STACK);
        all.put(variable, value);
        return all;
    }

    private int builds() throws IOException {
        return fake.builds().size();
    }

    /** Runs the script and returns its output of both streams. */
    private String miner(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("bash", "../stack/miner"));
        command.addAll(List.of(arguments));
        Path printed = folder.resolve("printed");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(elsewhere.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        builder.environment().remove("API_KEY");
        builder.environment().putAll(environment);
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().merge("PATH", folder.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readString(printed);
    }
}
