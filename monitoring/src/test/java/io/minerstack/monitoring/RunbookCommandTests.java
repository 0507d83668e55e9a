package io.minerstack.monitoring;

import static io.minerstack.monitoring.MonitoringFiles.ROOT;
import static io.minerstack.monitoring.MonitoringFiles.RUNBOOKS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands of runbooks are those that {@code ./miner} and compose have. */
class RunbookCommandTests {

    private static final Path COMMANDS = ROOT.resolve("registration/src/main/java/io/minerstack/registration");
    /** The service that {@code deploy/compose.tls.yml} adds. */
    private static final String OF_TLS = "caddy";

    private static final Pattern COMMAND = Pattern.compile("\\./miner ([a-z]+)(?: ([a-z]+))?([^`\\n|#;,)]*)");
    private static final Pattern OPTION = Pattern.compile("--[a-z-]+");
    private static final Pattern OF_HELP = Pattern.compile("(?m)^  ([a-z]+) {2,}");
    private static final Pattern SUBCOMMAND = Pattern.compile("@Command\\(\\s*name = \"([a-z]+)\"");
    private static final Pattern SERVICE = Pattern.compile(
            "docker compose (?:logs|restart|exec|up|run|ps|rm)(?: -[^ `]+(?: [0-9]+[a-z])?)* ([a-z][a-z-]*)");

    static Stream<Path> pages() {
        return MonitoringFiles.files(RUNBOOKS, ".md").stream();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyCommandOfTheScriptExistsWithItsOptions(Path page) {
        Set<String> commands = found(OF_HELP, MonitoringFiles.text(ROOT.resolve("miner")));
        String sources = sources();
        Set<String> options = new TreeSet<>(Set.of("--help"));
        Pattern.compile("\"(--[a-z-]+)\"").matcher(sources).results().forEach(option -> options.add(option.group(1)));
        Set<String> ofKeys = found(SUBCOMMAND, sources);

        assertThat(COMMAND.matcher(MonitoringFiles.text(page)).results()).allSatisfy(command -> {
            assertThat(commands).contains(command.group(1));
            if (command.group(1).equals("key") && command.group(2) != null) {
                assertThat(ofKeys).contains(command.group(2));
            }
            assertThat(options)
                    .containsAll(OPTION.matcher(command.group(3))
                            .results()
                            .map(MatchResult::group)
                            .toList());
        });
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aProbeByHandHasItsKey(Path page) {
        assertThat(MonitoringFiles.text(page).lines().filter(line -> line.contains("./miner probe --")))
                .allSatisfy(line -> assertThat(line).contains("--key-file "));
    }

    /** The containers of a compose stack that runs no JDK reach llm-proxy, the host does not. */
    @ParameterizedTest
    @MethodSource("pages")
    void usageIsReadInAWayThatEachInstallationHas(Path page) {
        String text = MonitoringFiles.text(page);
        if (text.contains("./miner key usage")) {
            assertThat(text).contains("| ./miner key usage --input -", "./miner key usage --url");
        }
    }

    /** Without -a a container that was stopped is not in the list. */
    @ParameterizedTest
    @MethodSource("pages")
    void aListOfContainersHasStoppedOnes(Path page) {
        assertThat(MonitoringFiles.text(page)).doesNotContainPattern("docker compose ps(?! -a| -q)");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyServiceOfComposeExists(Path page) {
        Set<String> services = new TreeSet<>(MonitoringFiles.yaml(ROOT.resolve("docker-compose.yml"))
                .part("services")
                .entries()
                .keySet());
        services.add(OF_TLS);

        assertThat(services).containsAll(found(SERVICE, MonitoringFiles.text(page)));
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).collect(Collectors.toSet());
    }

    private static String sources() {
        try (var files = Files.walk(COMMANDS)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(MonitoringFiles::text)
                    .collect(Collectors.joining());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
