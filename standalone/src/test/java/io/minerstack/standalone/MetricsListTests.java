package io.minerstack.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Compares {@code monitoring/metrics.md} with the meters in the code and with the queries of the dashboards. The script
 * {@code deploy/smoke/compose} compares it with the metrics that running services serve, types and labels included.
 */
class MetricsListTests {

    private static final Path ROOT = Path.of("..");
    private static final Pattern OURS = Pattern.compile("(?m)^\\| `([a-z0-9_]+)` \\|");
    private static final Pattern OF_LIBRARIES =
            Pattern.compile("(?m)^\\| ([a-z0-9_, ]+) \\| (?:gauge|histogram|summary)");
    private static final Pattern DECLARED = Pattern.compile("\"(miner\\.[a-z.]+)\"");
    private static final Pattern EXPRESSION = Pattern.compile("\"expr\": \"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern LABELS = Pattern.compile("\\b(by|on) \\([^)]*\\)");
    private static final Pattern ASKED_FOR =
            Pattern.compile("\\b((?:miner|gen_ai|http|resilience4j|r2dbc|jvm|process)_[a-z0-9_]+)\\s*[{\\[)]");

    @Test
    void listsEveryMeterThatTheCodeDeclares() throws IOException {
        Set<String> listed = matches(OURS, list()).stream()
                .map(MetricsListTests::withoutUnit)
                .collect(Collectors.toSet());

        Set<String> declared = new TreeSet<>();
        for (String module : List.of(
                "service-support",
                "gateway",
                "agent-service",
                "memory-service",
                "llm-proxy",
                "local-llm",
                "registration")) {
            for (Path source : filesUnder(ROOT.resolve(module).resolve("src/main/java"))) {
                for (String name : matches(DECLARED, Files.readString(source))) {
                    declared.add(name.replace('.', '_'));
                }
            }
        }

        assertThat(listed).containsAll(declared);
        assertThat(declared)
                .containsAll(listed.stream()
                        .filter(name -> name.startsWith("miner_"))
                        .toList());
    }

    @Test
    void dashboardsQueryOnlyListedMetrics() throws IOException {
        Set<String> known = matches(OURS, list());
        matches(OF_LIBRARIES, list()).forEach(names -> known.addAll(List.of(names.split(", ", -1))));

        Set<String> asked = new TreeSet<>();
        for (Path board : filesUnder(ROOT.resolve("monitoring/grafana/dashboards"))) {
            for (String expression : matches(EXPRESSION, Files.readString(board))) {
                String metrics = LABELS.matcher(expression).replaceAll("");
                matches(ASKED_FOR, metrics).forEach(name -> asked.add(name.replaceFirst("_(bucket|count|sum)$", "")));
            }
        }

        assertThat(asked).hasSizeGreaterThan(10);
        assertThat(known).containsAll(asked);
    }

    private static String list() throws IOException {
        return Files.readString(ROOT.resolve("monitoring/metrics.md"));
    }

    private static String withoutUnit(String name) {
        return name.replaceFirst("_(total|seconds)$", "");
    }

    private static List<Path> filesUnder(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static Set<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
