package io.minerstack.monitoring;

import static io.minerstack.monitoring.MonitoringFiles.DASHBOARDS;
import static io.minerstack.monitoring.MonitoringFiles.RULES;
import static io.minerstack.monitoring.MonitoringFiles.RULE_TESTS;
import static io.minerstack.monitoring.MonitoringFiles.RUNBOOKS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rules of Grafana's dashboard-linter, and ours. Left out is the variable for the job: every query names the job of
 * its service, because one board shows several. Grafana's documented JSON model is checked as far as boards use it.
 */
class DashboardTests {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(?!__)([a-z]+)}?");
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.+), (\\w+)\\)");
    private static final Set<String> UNITS = Set.of(
            "short",
            "suffix:x",
            "s",
            "reqps",
            "percentunit",
            "percent",
            "bytes",
            "mbytes",
            "ops",
            "cps",
            "celsius",
            "watt",
            "watth");
    private static final Set<String> KINDS = Set.of("stat", "timeseries", "bargauge", "state-timeline", "table");
    /** Series of one value for the whole stack, and what the probe and the exporters say about others. */
    private static final Set<String> WITHOUT_INSTANCE = Set.of("ALERTS", "up");

    record Board(String file, YamlNode json) {

        List<YamlNode> panels() {
            return json.parts("panels").stream()
                    .filter(panel -> !"row".equals(panel.at("type")))
                    .toList();
        }

        List<String> queries() {
            return panels().stream()
                    .flatMap(panel -> panel.parts("targets").stream())
                    .map(target -> target.text("expr"))
                    .toList();
        }

        List<YamlNode> variables() {
            return json.parts("templating.list");
        }

        @Override
        public String toString() {
            return file;
        }
    }

    static Stream<Board> boards() {
        return MonitoringFiles.files(DASHBOARDS, ".json").stream()
                .map(file -> new Board(
                        file.getFileName().toString(),
                        YamlNode.of(new JsonMapper().readValue(MonitoringFiles.text(file), Map.class))));
    }

    @Test
    void thereIsABoardForEachSubject() {
        assertThat(boards().map(Board::file))
                .containsExactly(
                        "agent.json",
                        "gpu.json",
                        "memory.json",
                        "models.json",
                        "overview.json",
                        "security.json",
                        "vllm.json");
        assertThat(boards().map(board -> board.json().text("uid"))).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("boards")
    void asksOnlyForSeriesAndLabelsThatExist(Board board) {
        SeriesCatalog catalog = SeriesCatalog.read();

        assertThat(board.queries().stream().flatMap(query -> catalog.unknown(query).stream()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("boards")
    void isReadOnlyAndLinkedToTheOthers(Board board) {
        assertThat(board.json().at("id")).isNull();
        assertThat(board.json().at("editable")).isEqualTo(false);
        assertThat(board.json().number("schemaVersion")).isEqualTo(41);
        assertThat(board.json().texts("tags")).contains(Dashboard.TAG);
        YamlNode link = board.json().parts("links").getFirst();
        assertThat(link.text("type")).isEqualTo("dashboards");
        assertThat(link.texts("tags")).containsExactly(Dashboard.TAG);
    }

    @ParameterizedTest
    @MethodSource("boards")
    void hasVariablesForTheDataSourceAndTheInstance(Board board) {
        assertThat(board.variables().getFirst().entries())
                .containsEntry("name", "datasource")
                .containsEntry("label", "Data source")
                .containsEntry("type", "datasource")
                .containsEntry("query", "prometheus");
        assertThat(board.variables().stream().map(variable -> variable.text("name")))
                .startsWith("datasource", Dashboard.NAMESPACE)
                .contains("instance");
        SeriesCatalog catalog = SeriesCatalog.read();
        for (YamlNode variable : board.variables().subList(1, board.variables().size())) {
            String name = variable.text("name");
            assertThat(variable.entries())
                    .containsEntry("type", "query")
                    .containsEntry("label", Character.toTitleCase(name.charAt(0)) + name.substring(1))
                    .containsEntry("multi", "true")
                    .containsEntry("includeAll", "true")
                    .containsEntry("allValue", name.equals(Dashboard.NAMESPACE) ? ".*" : ".+")
                    .containsEntry("refresh", "2");
            assertThat(variable.text("datasource.uid")).isEqualTo(Dashboard.DATA_SOURCE);
            Matcher query = LABEL_VALUES.matcher(variable.text("query"));
            assertThat(query.matches()).as("%s", variable).isTrue();
            assertThat(catalog.unknown("sum by (" + query.group(2) + ") (" + query.group(1) + ")"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("boards")
    void usesEveryVariableAndNoOther(Board board) {
        Set<String> used = new TreeSet<>(Set.of("datasource"));
        for (String query : board.queries()) {
            VARIABLE.matcher(query).results().forEach(found -> used.add(found.group(1)));
        }
        assertThat(board.variables().stream().map(variable -> variable.text("name")))
                .containsExactlyInAnyOrderElementsOf(used);
    }

    @ParameterizedTest
    @MethodSource("boards")
    void everyPanelHasTitleDescriptionUnitAndThresholds(Board board) {
        for (YamlNode panel : board.panels()) {
            String title = panel.text("title");
            assertThat(KINDS).as(title).contains(panel.text("type"));
            assertThat(title).isNotBlank();
            assertThat(panel.text("description")).as(title).contains(" (");
            assertThat(panel.text("datasource.uid")).isEqualTo(Dashboard.DATA_SOURCE);
            assertThat(UNITS).as(title).contains(panel.text("fieldConfig.defaults.unit"));
            List<YamlNode> steps = panel.parts("fieldConfig.defaults.thresholds.steps");
            assertThat(steps.getFirst().at("value")).as(title).isNull();
            List<Double> values = steps.stream()
                    .skip(1)
                    .map(step -> Double.valueOf(step.text("value")))
                    .toList();
            assertThat(values).as(title).isSorted().doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @MethodSource("boards")
    void everyQueryHasALegend(Board board) {
        for (YamlNode panel : board.panels()) {
            List<YamlNode> targets = panel.parts("targets");
            assertThat(targets).isNotEmpty().allSatisfy(target -> {
                assertThat(target.text("legendFormat")).isNotBlank();
                assertThat(target.text("datasource.uid")).isEqualTo(Dashboard.DATA_SOURCE);
            });
            assertThat(targets.stream().map(target -> target.text("refId"))).doesNotHaveDuplicates();
            if ("timeseries".equals(panel.at("type"))) {
                assertThat(panel.text("options.legend.showLegend")).isEqualTo("true");
                assertThat(panel.text("options.legend.displayMode")).isEqualTo("table");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("boards")
    void panelsDoNotOverlap(Board board) {
        Set<List<Integer>> taken = new HashSet<>();
        for (YamlNode panel : board.json().parts("panels")) {
            YamlNode place = panel.part("gridPos");
            int right = place.number("x") + place.number("w");
            assertThat(right).as(panel.text("title")).isLessThanOrEqualTo(24);
            for (int x = place.number("x"); x < right; x++) {
                for (int y = place.number("y"); y < place.number("y") + place.number("h"); y++) {
                    assertThat(taken.add(List.of(x, y))).as(panel.text("title")).isTrue();
                }
            }
        }
        assertThat(board.json().parts("panels").stream().map(panel -> panel.number("id")))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("boards")
    void everySelectorNamesJobAndInstance(Board board) {
        for (String query : board.queries()) {
            for (PromQuery.Selector selector : PromQuery.of(query).selectors()) {
                if (!selector.isRecorded() && !selector.metric().equals("ALERTS")) {
                    assertThat(selector.matchers()).as(query).containsKey("job");
                }
                if (!selector.isRecorded() && !WITHOUT_INSTANCE.contains(selector.metric())) {
                    assertThat(selector.matchers().get("instance")).as(query).isIn("=~\"$instance\"", "=~\".+\"");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("boards")
    void everySelectorHasTheChosenNamespace(Board board) {
        List<String> queries = new ArrayList<>(board.queries());
        board.json().parts("annotations.list").forEach(annotation -> queries.add(annotation.text("expr")));
        board.variables().stream()
                .skip(2)
                .map(variable -> LABEL_VALUES.matcher(variable.text("query")))
                .filter(Matcher::matches)
                .forEach(variable -> queries.add(variable.group(1)));
        for (String query : queries) {
            assertThat(PromQuery.of(query).selectors()).as(query).allSatisfy(selector -> assertThat(selector.matchers())
                    .containsEntry(Dashboard.NAMESPACE, "=~\"$namespace\""));
        }
    }

    /** Another fallback would call a part well whose exporter or service is gone. */
    @ParameterizedTest
    @MethodSource("boards")
    void aFigureThatNobodyReportsIsNotKnown(Board board) {
        assertThat(board.queries())
                .filteredOn(query -> query.contains("vector(") && !query.startsWith("count(ALERTS"))
                .allSatisfy(query -> assertThat(query).endsWith(" or on () vector(-1)"));
        assertThat(board.queries()).noneMatch(query -> query.contains("vector(1)"));
    }

    @Test
    void targetsUpAreThoseOfTheAlert() {
        String watched = AlertRule.queries(RULES.resolve("targets.yml")).stream()
                .filter(query -> query.endsWith("== 0"))
                .map(query -> query.substring("up{job=~\"".length(), query.indexOf("\"}")))
                .collect(Collectors.joining("|"));

        assertThat(watched).isNotEmpty();
        assertThat(boards().flatMap(board -> board.queries().stream()))
                .contains(
                        "sum(up{C}) / count(up{C})".replace("C", "namespace=~\"$namespace\",job=~\"" + watched + "\""));
    }

    /** So that a test of a panel's query does not outlive the query. */
    @Test
    void queriesOfPanelsThatPromtoolTestsAreThoseOfTheBoards() {
        List<String> tested = MonitoringFiles.yaml(RULE_TESTS.resolve("boards.yml")).parts("tests").stream()
                .flatMap(test -> test.parts("promql_expr_test").stream())
                .map(test -> test.text("expr"))
                .toList();

        assertThat(boards().flatMap(board -> board.queries().stream())
                        .map(query -> query.replace("$__rate_interval", "2m")
                                .replace("$namespace", ".*")
                                .replace("$instance", ".+")))
                .containsAll(tested);
    }

    @ParameterizedTest
    @MethodSource("boards")
    void noTableHasTheAlertThatAlwaysFires(Board board) {
        assertThat(board.queries())
                .filteredOn(query -> query.contains("ALERTS{"))
                .noneMatch(query -> query.contains("=~\"Watchdog") || query.contains("|Watchdog"))
                .allMatch(query -> query.contains("alertname=~") || query.contains("alertname!=\"Watchdog\""));
    }

    /** The probe asks once a minute, so its rates need more than Grafana's interval of four scrapes. */
    @ParameterizedTest
    @MethodSource("boards")
    void ratesHaveGrafanasInterval(Board board) {
        for (String query : board.queries()) {
            for (PromQuery.Selector selector : PromQuery.of(query).selectors()) {
                if (selector.function().equals("rate")) {
                    assertThat(selector.range())
                            .as(query)
                            .isEqualTo(selector.metric().startsWith("miner_probe_") ? "10m" : "$__rate_interval");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("boards")
    void countersAreRatesOrIncreases(Board board) {
        for (String query : board.queries()) {
            for (PromQuery.Selector selector : PromQuery.of(query).selectors()) {
                if (selector.metric().endsWith("_total") || selector.metric().endsWith("_bucket")) {
                    assertThat(selector.function()).as(query).isIn("rate", "increase");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("boards")
    void nothingIsAveragedOverModels(Board board) {
        for (String query : board.queries()) {
            PromQuery read = PromQuery.of(query);
            if (read.metrics().stream().anyMatch(metric -> metric.startsWith("vllm:"))) {
                assertThat(read.grouping()).as(query).contains("model_name");
            }
            if (read.metrics().stream()
                    .anyMatch(metric -> metric.startsWith("gen_ai_") && metric.endsWith("_bucket"))) {
                assertThat(read.grouping()).as(query).contains("gen_ai_request_model");
            }
            assertThat(query).doesNotContain("avg");
        }
    }

    @ParameterizedTest
    @MethodSource("boards")
    void linksToRunbooksThatExist(Board board) {
        List<String> linked = new ArrayList<>();
        for (YamlNode panel : board.panels()) {
            for (YamlNode link : panel.parts("links")) {
                String url = link.text("url");
                linked.add(url);
                assertThat(RUNBOOKS.resolve(url.substring(url.lastIndexOf('/') + 1)))
                        .as(url)
                        .isRegularFile();
            }
        }
        assertThat(linked).as("%s", board).isNotEmpty();
    }
}
