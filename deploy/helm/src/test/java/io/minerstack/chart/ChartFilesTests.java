package io.minerstack.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Files of the chart that are made from others: rules and dashboards, because a packaged chart can't contain links to
 * files outside, and the table of values in the README. {@code ./miner docs} writes them.
 */
class ChartFilesTests {

    private static final boolean WRITE = "write".equals(System.getProperty("configuration.page"));
    private static final Path ROOT = Path.of("../..");
    private static final Path README = RenderedChart.FOLDER.resolve("README.md");
    private static final String START = "<!-- values: written by ./miner docs -->\n";

    @ParameterizedTest
    @CsvSource({"monitoring/prometheus/rules, rules", "monitoring/grafana/dashboards, dashboards"})
    void hasTheRulesAndDashboardsOfCompose(String source, String folder) throws IOException {
        Path copies = RenderedChart.FOLDER.resolve("files").resolve(folder);
        Map<String, String> expected = contents(ROOT.resolve(source));
        if (WRITE) {
            for (String name : contents(copies).keySet()) {
                Files.delete(copies.resolve(name));
            }
            for (Map.Entry<String, String> file : expected.entrySet()) {
                Files.writeString(copies.resolve(file.getKey()), file.getValue());
            }
        }

        assertThat(contents(copies))
                .as("files/%s differs from %s: run ./miner docs", folder, source)
                .isEqualTo(expected);
    }

    @Test
    void theReadmeHasEveryValue() throws IOException {
        String page = Files.readString(README);
        String expected = page.substring(0, page.indexOf(START) + START.length())
                + ValuesTable.of(Files.readAllLines(RenderedChart.FOLDER.resolve("values.yaml")));
        if (WRITE) {
            Files.writeString(README, expected);
        }

        assertThat(Files.readString(README))
                .as("the table of values is not current: run ./miner docs")
                .isEqualTo(expected);
    }

    @Test
    void refusesAValueWithoutAComment() {
        assertThat(ValuesTable.undocumented(List.of("# A.", "a: 1", "b:", "  # C.", "  c: 2", "  d: 3")))
                .containsExactly("b.d");
    }

    @Test
    void everyValueHasAComment() throws IOException {
        assertThat(ValuesTable.undocumented(Files.readAllLines(RenderedChart.FOLDER.resolve("values.yaml"))))
                .isEmpty();
    }

    @Test
    void hasTheVersionOfTheProjectAndTheImagesOfCompose() throws IOException {
        String pom = Files.readString(ROOT.resolve("pom.xml"));
        String version = group(pom, "<artifactId>miner-stack</artifactId>\\s*<version>([^<]+)");
        assertThat(group(Files.readString(RenderedChart.FOLDER.resolve("Chart.yaml")), "appVersion: (\\S+)"))
                .isEqualTo(version);
        String compose = Files.readString(ROOT.resolve("docker-compose.yml"));
        String values = Files.readString(RenderedChart.FOLDER.resolve("values.yaml"));
        for (String image : List.of(
                "postgres",
                "valkey/valkey",
                "vllm/vllm-openai",
                "prometheuscommunity/postgres-exporter",
                "oliver006/redis_exporter")) {
            String tagged = "[ -](" + image + ":[\\w.-]+)";
            assertThat(group(values, "image:" + tagged)).isEqualTo(group(compose, tagged));
        }
    }

    private static String group(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }

    private static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                contents.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return contents;
    }
}
