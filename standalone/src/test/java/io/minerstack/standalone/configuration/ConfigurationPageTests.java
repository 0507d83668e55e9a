package io.minerstack.standalone.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code -Dconfiguration.page=write} (as {@code ./miner docs} sets it) writes the page instead of comparing it. */
class ConfigurationPageTests {

    private static final Path ROOT = Path.of("..");
    private static final Path PAGE = ROOT.resolve("docs/configuration.md");
    private static final Pattern ASSIGNMENT = Pattern.compile("(?m)^#?([A-Z][A-Z0-9_]*)=(.*)$");
    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)");

    private static ConfigurationPage page;

    @BeforeAll
    static void read() throws IOException {
        page = new ConfigurationPage(ROOT);
    }

    @Test
    void pageSaysWhatTheCodeDoes() throws IOException {
        if ("write".equals(System.getProperty("configuration.page"))) {
            Files.writeString(PAGE, page.markdown());
        }

        assertThat(Files.readString(PAGE, UTF_8)).isEqualTo(page.markdown());
    }

    @Test
    void everySettingIsExplained() {
        assertThat(page.settings())
                .allSatisfy(
                        setting -> assertThat(setting.text()).as(setting.name()).isNotBlank());
    }

    @Test
    void exampleNamesOnlyVariablesThatAreReadAndTheirRealDefaults() throws IOException {
        Map<String, Set<String>> defaults = page.settings().stream()
                .collect(Collectors.groupingBy(
                        Setting::name,
                        TreeMap::new,
                        Collectors.mapping(Setting::defaultValue, Collectors.toCollection(TreeSet::new))));

        List<MatchResult> lines = ASSIGNMENT
                .matcher(Files.readString(ROOT.resolve(".env.example"), UTF_8))
                .results()
                .toList();

        assertThat(lines).hasSizeBetween(15, 40).allSatisfy(line -> {
            String value = line.group(2);
            Set<String> known = defaults.getOrDefault(line.group(1), Set.of());
            assertThat(known).as(line.group(1)).isNotEmpty();
            // a service's own default stands first where ./miner up or compose have another one
            assertThat(value.isEmpty()
                            || known.stream().anyMatch(own -> own.equals(value) || own.startsWith("`" + value + "`; ")))
                    .as("%s=%s is the default", line.group(1), value)
                    .isTrue();
        });
    }

    @Test
    void everyVariableThatComposeReadsIsOnThePage() throws IOException {
        Set<String> names = namesThatAreRead();

        for (String file : List.of("docker-compose.yml", "deploy/compose.tls.yml", "deploy/compose.scale.yml")) {
            assertThat(SUBSTITUTION
                            .matcher(Files.readString(ROOT.resolve(file), UTF_8))
                            .results())
                    .as(file)
                    .isNotEmpty()
                    .allSatisfy(variable -> assertThat(names).contains(variable.group(1)));
        }
    }

    /** Former names included. */
    private static Set<String> namesThatAreRead() {
        Set<String> names = page.settings().stream().map(Setting::name).collect(Collectors.toSet());
        names.addAll(page.formerNames().keySet());
        return names;
    }

    @Test
    void everyFormerNameBelongsToAVariableOfThePage() {
        Set<String> names = page.settings().stream().map(Setting::name).collect(Collectors.toSet());

        assertThat(page.formerNames()).isNotEmpty().allSatisfy((former, name) -> {
            assertThat(names).contains(name);
            assertThat(names).doesNotContain(former);
        });
    }

    @Test
    void everyVariableOfRelease010IsStillRead() throws IOException {
        Set<String> names = namesThatAreRead();
        // the caches that it switched off are made by the build now
        names.add("MINER_FAST_START");

        assertThat(Files.readAllLines(Path.of("src/test/resources/release-0.1.0/variables.txt"), UTF_8))
                .hasSizeGreaterThan(150)
                .allSatisfy(name -> assertThat(names).contains(name));
    }
}
