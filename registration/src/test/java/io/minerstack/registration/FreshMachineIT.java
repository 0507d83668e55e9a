package io.minerstack.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./miner} on a machine without JDK, Maven and Python, where archives come from a server of the test. */
class FreshMachineIT {

    private static final String JDK = "/jdk.tar.gz";
    private static final String MAVEN = "/maven.tar.gz";

    /** What a small system has: coreutils, the tools that the script checks, and those that a download needs. */
    private static final List<String> PROGRAMS = List.of("""
            sh bash cat chmod cksum cp cut date df dirname env head id ln ls mkdir mktemp mv od printf pwd readlink rm
            rmdir seq sleep sort stat tail tee touch tr uname wc sha256sum sha512sum shasum timeout locale
            find xargs sed awk grep ps curl tar gzip
            """.strip().split("\\s+"));

    /** Runs a command on a pseudo-terminal, types the answer at the prompt, and prints what the terminal showed. */
    private static final String TYPE_ON_TERMINAL = """
            import os, pty, sys
            child, terminal = pty.fork()
            if child == 0:
                os.environ["PATH"] = sys.argv[2]
                os.execvp("bash", sys.argv[3:])
            seen = b""
            asked = False
            while True:
                try:
                    seen += os.read(terminal, 4096)
                except OSError:  # the command has ended
                    break
                if not asked and b"[y/N] " in seen:
                    asked = True
                    os.write(terminal, bytes.fromhex(sys.argv[1]))
            sys.stdout.buffer.write(seen)
            os.waitpid(child, 0)
            """;

    @TempDir
    private Path folder;

    private FakeStack fake;
    private Path runtime;
    private ArchiveServer server;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void makeAFreshMachine() throws Exception {
        folder = folder.toRealPath();
        fake = new FakeStack(folder);
        runtime = fake.root().resolve("data/runtime");
        // the JDKs of the machine that runs this test
        Path script = fake.root().resolve("miner");
        String text = Files.readString(script);
        String hidden = text.replace("/usr/lib/jvm/*25*", "")
                .replace("/opt/*jdk*25*", "")
                .replace("/Library/Java", "/none");
        assertThat(hidden).hasSizeLessThan(text.length());
        Files.writeString(script, hidden);
        for (String program : PROGRAMS) {
            for (String place : System.getenv("PATH").split(":", -1)) {
                Path file = Path.of(place, program);
                if (Files.isExecutable(file)
                        && !Files.exists(folder.resolve("bin").resolve(program))) {
                    Files.createSymbolicLink(folder.resolve("bin").resolve(program), file);
                }
            }
        }
        server = new ArchiveServer();
        fake.makeJdk("jdk-25.0.9+1", "25.0.9");
        fake.makeMaven("apache-maven-3.9.99/bin/mvn", "3.9.99");
        server.publish(JDK, archive("jdk-25.0.9+1"), "SHA-256", ".sha256.txt");
        server.publish(MAVEN, archive("apache-maven-3.9.99"), "SHA-512", ".sha512");
        environment.putAll(Map.of(
                "PATH", folder.resolve("bin").toString(),
                "HOME", folder.resolve("elsewhere").toString(),
                "LLM_PROVIDER", "vllm",
                "API_KEY", "0123456789abcdef0123456789abcdef",
                "JDK_URL", server.url(JDK),
                "MAVEN_URL", server.url(MAVEN)));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        // JUnit warns about each link that it deletes
        try (Stream<Path> programs = Files.list(folder.resolve("bin"))) {
            for (Path program : programs.filter(Files::isSymbolicLink).toList()) {
                Files.delete(program);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "test", "verify"})
    void namesEveryMissingProgramInOneLine(String command) throws Exception {
        Files.delete(folder.resolve("bin/awk"));
        Files.delete(folder.resolve("bin/ps"));
        fake.program("bin/apt-get", "exit 1");
        fake.program("bin/id", "echo 1000");

        assertThat(miner(command))
                .isEqualTo("miner: missing on this machine: awk, ps. This installs them: sudo apt-get update"
                        + " && sudo apt-get install -y gawk procps\n");
    }

    /** In the script of Maven's wrapper the archive is then unpacked all the same (apache/maven-wrapper issue 441). */
    @Test
    void namesWhatADownloadNeedsBeforeAnythingIsDone() throws Exception {
        for (String program : List.of("curl", "gzip", "grep")) {
            Files.delete(folder.resolve("bin").resolve(program));
        }

        assertThat(miner("up", "--yes")).isEqualTo("miner: missing on this machine: grep, curl, gzip\n");
    }

    @Test
    void namesCurlBeforeTheBuildWhereItWillDownloadTheModel() throws Exception {
        Files.delete(folder.resolve("bin/curl"));
        environment.put("LLM_PROVIDER", "local");

        assertThat(miner("up")).isEqualTo("miner: missing on this machine: curl\n");
    }

    @Test
    void downloadsTheModelWithCurlWhereThereIsNoPython() throws Exception {
        fake.makeMaven("bin/mvn", "3.9.9");
        fake.makeJdk("jdk", "25.0.1");
        Files.delete(folder.resolve("bin/curl"));
        fake.program("bin/curl", "echo \"curl $*\"; exit 22");
        environment.put("LLM_PROVIDER", "local");
        environment.put("JAVA_HOME", folder.resolve("jdk").toString());

        assertThat(miner("up"))
                .containsPattern(
                        "\ncurl .* https://huggingface[.]co/.*[.]gguf\nminer: the download of the model failed")
                .doesNotContain("-jar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "test", "bench"})
    void saysHowToInstallWhatIsMissingAndDownloadsNothingUnasked(String command) throws Exception {
        assertThat(miner(command))
                .startsWith("miner: missing: JDK 25 (not in JAVA_HOME, PATH and /usr/lib/jvm), Maven 3.8 or newer."
                        + " To install: ")
                .endsWith("miner: ./miner up --yes downloads the JDK of JDK_URL and the Maven of MAVEN_URL into"
                        + " data/runtime, for this project only\n")
                .hasLineCount(2);

        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    25.0.3+9-2~24.04  | 3.8.7-2 | sudo apt-get install -y openjdk-25-jdk-headless maven
                    (none)            | 3.8.7-1 | sdk install maven 3.9.16
                    25.0.3+9-2~22.04  | 3.6.3-5 | sdk install maven 3.9.16
                    """)
    void namesPackagesOfAptOnlyWhereTheyExistAndAreNewEnough(String jdk, String maven, String end) throws Exception {
        fake.program("bin/id", "echo 1000");
        fake.program("bin/apt-get", "exit 1");
        fake.program("bin/apt-cache", """
                case $2 in openjdk*) version='%s' ;; maven) version='%s' ;; *) version=5 ;; esac
                printf '%%s:\\n  Installed: (none)\\n  Candidate: %%s\\n' $2 "$version"
                """.formatted(jdk, maven));

        assertThat(miner("up").lines().findFirst().orElseThrow()).endsWith(" && " + end);
    }

    @Test
    void namesPackagesOfDnfAndBrewAndSdkmansOwnCommands() throws Exception {
        fake.program("bin/id", "echo 0");
        fake.program("bin/dnf", "echo 25.0.3.0.9");
        assertThat(miner("up")).contains("To install: dnf install -y java-25-openjdk-devel maven\n");

        fake.program("bin/brew", "exit 1");
        assertThat(miner("up")).contains("To install: brew install --cask temurin@25 && brew install maven\n");

        Path sdkman = Files.createDirectories(folder.resolve("elsewhere/.sdkman/bin"));
        Files.writeString(sdkman.resolve("sdkman-init.sh"), "sdk() { :; }\n");
        assertThat(miner("up"))
                .containsPattern("To install: [.] \"" + sdkman + "/sdkman-init.sh\" && sdk install java 25[0-9.]+-tem"
                        + " && sdk install maven 3[.]9[.]\\d+\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"n\n", "\n", "\4"})
    void downloadsNothingIfThePersonRefuses(String typed) throws Exception {
        assertThat(onTerminal(typed, "up"))
                .contains(
                        "Or download the JDK of JDK_URL and the Maven of MAVEN_URL into data/runtime,"
                                + " for this project only? [y/N] ",
                        "miner: nothing was downloaded");

        assertThat(server.requests()).isEmpty();
        assertThat(runtime).doesNotExist();
    }

    @Test
    void downloadsBothIfThePersonAgrees() throws Exception {
        assertThat(onTerminal("y\n", "up")).contains("standalone.jar");

        assertThat(runtime.resolve("jdk-25.0.9/release")).exists();
        assertThat(runtime.resolve("maven-3.9.99/bin/mvn")).exists();
    }

    @Test
    void downloadsBothWithYesAndTheSecondStartDownloadsNothing() throws Exception {
        assertThat(miner("up", "--yes"))
                .contains(
                        "Downloaded and checked the JDK: data/runtime/jdk-25.0.9\n",
                        "Downloaded and checked Maven: data/runtime/maven-3.9.99\n")
                .containsPattern("-jar " + runtime + "/app-\\d+/standalone[.]jar");
        assertThat(fake.builds()).containsExactly("built with " + runtime + "/jdk-25.0.9");
        assertThat(hidden()).isEmpty();

        int before = server.requests().size();
        assertThat(miner("up")).contains("standalone.jar").doesNotContain("missing");
        // another build removes the folder of the former one, and nothing else
        Files.writeString(fake.root().resolve("registration/src/main/A.java"), "class A { int b; }");
        assertThat(miner("up")).contains("standalone.jar").doesNotContain("missing");
        assertThat(server.requests()).hasSize(before);
    }

    @Test
    void downloadsOnlyWhatIsMissing() throws Exception {
        fake.makeMaven("bin/mvn", "3.6.3");
        fake.makeJdk("jdk", "25.0.1");
        environment.put("JAVA_HOME", folder.resolve("jdk").toString());

        assertThat(miner("up"))
                .startsWith("miner: missing: Maven 3.8 or newer (found: 3.6.3). To install: ")
                .contains("./miner up --yes downloads the Maven of MAVEN_URL into");
        assertThat(miner("up", "--yes")).contains("standalone.jar");

        assertThat(server.requests()).containsExactly(MAVEN + ".sha512", MAVEN);
    }

    @Test
    void readsTheSourcesFromTheEnvFile() throws Exception {
        Files.writeString(fake.root().resolve(".env"), "JDK_URL=" + environment.remove("JDK_URL") + "\n");

        assertThat(miner("test")).contains("downloads the JDK of JDK_URL and");
        assertThat(miner("up", "--yes")).contains("standalone.jar");
    }

    @Test
    void refusesAnArchiveWithAnotherChecksum() throws Exception {
        server.put(JDK, archive("apache-maven-3.9.99"));

        assertThat(miner("up", "--yes"))
                .isEqualTo(failure("the JDK: the file from " + server.url(JDK)
                        + " is not the published one (SHA-256 differs). Check JDK_URL and run this again"));

        assertNothingIsHalf();
    }

    @Test
    void continuesADownloadThatBrokeOff() throws Exception {
        server.breakOffOnce(JDK, 300);

        assertThat(miner("up", "--yes"))
                .startsWith("Downloading the JDK from ")
                .contains("miner: the JDK: the download from " + server.url(JDK) + " broke off (curl: (18) ")
                .endsWith("Run this again: it continues there\n")
                .hasLineCount(2);
        assertThat(folders()).isEmpty();

        assertThat(miner("up", "--yes")).contains("standalone.jar");
        assertThat(server.requests()).contains(JDK + " bytes=300-");
        assertThat(hidden()).isEmpty();
    }

    @Test
    void startsAnewWhereTheServerCanNotContinue() throws Exception {
        server.refuseRanges();
        server.breakOffOnce(MAVEN, 200);

        assertThat(miner("up", "--yes")).contains("miner: Maven: the download from ", "broke off");
        assertThat(miner("up", "--yes")).contains("standalone.jar");
    }

    /** A server answers with 416 then, which curl reports as an error (curl issue 12174). */
    @Test
    void usesAFileThatWasCompleteWhenTheScriptWasStopped() throws Exception {
        Path part = part();
        Files.write(part, archive("jdk-25.0.9+1"));
        server.put(JDK, Files.readAllBytes(part));

        assertThat(miner("up", "--yes")).contains("standalone.jar");
    }

    /** Such a file is what older versions of curl leave, which add the page of an error to it (curl issue 1163). */
    @ParameterizedTest
    @ValueSource(ints = {10, 100_000})
    void startsAnewIfTheFormerDownloadLeftSomethingElse(int bytes) throws Exception {
        Files.write(part(), new byte[bytes]);

        assertThat(miner("up", "--yes")).contains("standalone.jar");
        assertThat(hidden()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/jdk.tar.gz,            the JDK can't be downloaded from, JDK_URL",
        "/jdk.tar.gz.sha256.txt, the JDK: the checksum file,       JDK_URL",
        "/maven.tar.gz,          Maven can't be downloaded from,   MAVEN_URL",
        "/maven.tar.gz.sha512,   Maven: the checksum file,         MAVEN_URL"
    })
    void saysWhatIsNotAtTheAddress(String path, String failure, String variable) throws Exception {
        server.remove(path);

        assertThat(miner("up", "--yes"))
                .contains("miner: " + failure + " " + server.url(path))
                .contains("404")
                .endsWith("Check " + variable + " and run this again\n");

        assertThat(hidden()).isEmpty();
        assertThat(folders()).doesNotContain("app-");
    }

    @Test
    void refusesAnAnswerThatIsNoChecksum() throws Exception {
        server.put(JDK + ".sha256.txt", "<html>\0sign in</html>".getBytes(StandardCharsets.US_ASCII));

        assertThat(miner("up", "--yes"))
                .isEqualTo(failure("the JDK: " + server.url(JDK) + ".sha256.txt holds no SHA-256."
                        + " Check JDK_URL and run this again"));

        assertNothingIsHalf();
    }

    @Test
    void refusesAFileThatIsNoArchive() throws Exception {
        server.publish(JDK, "PK not a tar".getBytes(StandardCharsets.US_ASCII), "SHA-256", ".sha256.txt");

        assertThat(miner("up", "--yes"))
                .contains("miner: the JDK: the file from " + server.url(JDK) + " can't be unpacked as .tar.gz (")
                .endsWith("). Check JDK_URL and run this again\n")
                .hasLineCount(2);

        assertNothingIsHalf();
    }

    @Test
    void refusesAnArchiveWithoutANewEnoughJdk() throws Exception {
        fake.makeJdk("jdk-21", "21.0.9");
        server.publish(JDK, archive("jdk-21"), "SHA-256", ".sha256.txt");

        assertThat(miner("up", "--yes"))
                .isEqualTo(failure("the JDK: the archive from " + server.url(JDK)
                        + " holds none that runs here and is new enough. Check JDK_URL and run this again"));

        assertNothingIsHalf();
    }

    @Test
    void findsTheJdkInTheBundleOfMacOs() throws Exception {
        fake.makeJdk("jdk-25.0.8/Contents/Home", "25.0.8");
        server.publish(JDK, archive("jdk-25.0.8"), "SHA-256", ".sha256.txt");

        assertThat(miner("up", "--yes")).contains("standalone.jar");

        assertThat(fake.builds()).containsExactly("built with " + runtime + "/jdk-25.0.8/Contents/Home");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.org/jdk.tar.gz",
                "http://127.0.0.1@example.org/jdk.tar.gz",
                "http://localhost.example.org/jdk.tar.gz",
                "file:///etc/passwd",
                "ftp://example.org/jdk.tar.gz",
                "jdk.tar.gz"
            })
    void acceptsPlainHttpOnlyFromThisMachine(String url) throws Exception {
        environment.put("JDK_URL", url);

        assertThat(miner("up", "--yes"))
                .startsWith("miner: JDK_URL: ")
                .endsWith(" can't be used (expected: an https address, or http on this machine)\n")
                .hasLineCount(1);
    }

    @Test
    void doesNotPrintTheSecretsOfAnAddress() throws Exception {
        environment.put("JDK_URL", "https://me:hunter2@localhost:1/jdk.tar.gz?token=hunter3");

        assertThat(miner("up", "--yes"))
                .contains("https://localhost:1/jdk.tar.gz.sha256.txt can't be downloaded (")
                .doesNotContain("hunter");
    }

    @Test
    void takesNoOtherArgument() throws Exception {
        assertThat(miner("up", "--now")).isEqualTo("miner: up takes no arguments but --yes. Put settings into .env\n");
    }

    private String failure(String line) {
        return "Downloading the JDK from " + server.url(JDK) + "\nminer: " + line + "\n";
    }

    private void assertNothingIsHalf() throws IOException {
        assertThat(folders()).isEmpty();
        assertThat(hidden()).isEmpty();
    }

    /** Names in the folder, without those that begin with a dot. */
    private List<String> folders() throws IOException {
        return names().filter(name -> !name.startsWith(".")).toList();
    }

    private List<String> hidden() throws IOException {
        return names().filter(name -> name.startsWith(".")).toList();
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(runtime)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }

    /** The file in which the script keeps what it has of the JDK. */
    private Path part() throws Exception {
        server.breakOffOnce(JDK, 100);
        miner("up", "--yes");
        try (Stream<Path> files = Files.list(runtime.resolve(".download"))) {
            return files.findFirst().orElseThrow();
        }
    }

    private byte[] archive(String name) throws Exception {
        Path file = folder.resolve("archive.tar.gz");
        Process tar = new ProcessBuilder("tar", "-czf", file.toString(), "-C", folder.toString(), name).start();
        assertThat(tar.waitFor()).isZero();
        return Files.readAllBytes(file);
    }

    private String miner(String... arguments) throws Exception {
        return run(List.of("bash"), arguments);
    }

    /** The answer is typed at the prompt; the code 4 ends the input. */
    private String onTerminal(String typed, String... arguments) throws Exception {
        String hex = HexFormat.of().formatHex(typed.getBytes(StandardCharsets.US_ASCII));
        String path = environment.remove("PATH");
        return run(List.of("python3", "-c", TYPE_ON_TERMINAL, hex, path, "bash"), arguments);
    }

    /** Runs the script and returns its output of both streams. */
    private String run(List<String> with, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(with);
        command.add("../stack/miner");
        command.addAll(Arrays.asList(arguments));
        Path printed = folder.resolve("printed");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.resolve("elsewhere").toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        for (String name : List.of("JAVA_HOME", "SDKMAN_DIR", "MINER_DATA", "MINER_MODEL_CACHE", "LOCAL_MODEL_PATH")) {
            builder.environment().remove(name);
        }
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readString(printed);
    }
}
