package io.minerstack.monitoring;

import static io.minerstack.monitoring.MonitoringFiles.RULES;
import static io.minerstack.monitoring.MonitoringFiles.RULE_TESTS;
import static io.minerstack.monitoring.MonitoringFiles.RUNBOOKS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every alert and every recorded series needs. Whether they fire is what promtool tests. */
class AlertRuleTests {

    private static final Set<String> SEVERITIES = Set.of("critical", "warning", "info", "none");
    private static final String ALWAYS_FIRES = "Watchdog";
    /** What {@code prometheus.yml} makes of {@code RUNBOOKS_URL}. The chart puts its own setting there. */
    private static final String BASE = "{{ $externalLabels.runbooks_url }}";

    static Stream<AlertRule> alerts() {
        return AlertRule.all().stream();
    }

    static Stream<Path> ruleFiles() {
        return MonitoringFiles.files(RULES, ".yml").stream();
    }

    static Stream<Path> runbooks() {
        return MonitoringFiles.files(RUNBOOKS, ".md").stream().filter(file -> !file.endsWith("README.md"));
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void hasSeveritySummaryDescriptionAndRunbook(AlertRule alert) {
        assertThat(SEVERITIES).contains(alert.labels().getOrDefault("severity", ""));
        assertThat(alert.annotations()).containsOnlyKeys("summary", "description", "runbook_url");
        assertThat(alert.annotations().values()).noneMatch(String::isBlank);
        assertThat(alert.annotations()).containsEntry("runbook_url", BASE + "docs/runbooks/" + alert.name() + ".md");
        assertThat(RUNBOOKS.resolve(alert.name() + ".md")).isRegularFile();
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void hasATestInWhichItFiresAndOneInWhichItIsSilent(AlertRule alert) {
        List<YamlNode> cases =
                MonitoringFiles.yaml(RULE_TESTS.resolve(alert.file().getFileName())).parts("tests").stream()
                        .flatMap(test -> test.parts("alert_rule_test").stream())
                        .filter(test -> alert.name().equals(test.at("alertname")))
                        .toList();

        assertThat(cases).as("fires with the labels of this rule").anyMatch(test -> test.parts("exp_alerts").stream()
                .anyMatch(fired -> fired.part("exp_labels")
                        .entries()
                        .entrySet()
                        .containsAll(alert.labels().entrySet())));
        if (!alert.name().equals(ALWAYS_FIRES)) {
            assertThat(cases).as("is silent").anyMatch(test -> test.parts("exp_alerts")
                    .isEmpty());
        }
    }

    @ParameterizedTest
    @MethodSource("ruleFiles")
    void asksOnlyForSeriesAndLabelsThatExist(Path file) {
        SeriesCatalog catalog = SeriesCatalog.read();

        assertThat(AlertRule.queries(file).stream().flatMap(query -> catalog.unknown(query).stream()))
                .isEmpty();
    }

    /** The chart puts the namespace of the release before the job, because a Prometheus may watch several releases. */
    @ParameterizedTest
    @MethodSource("ruleFiles")
    void everySelectorBeginsWithItsJob(Path file) {
        for (String query : AlertRule.queries(file)) {
            for (PromQuery.Selector selector : PromQuery.of(query).selectors()) {
                assertThat(selector.isRecorded()
                                || selector.matchers()
                                        .keySet()
                                        .iterator()
                                        .next()
                                        .equals("job"))
                        .as("%s in %s", selector, query)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("runbooks")
    void aRunbookBelongsToAnAlertAndSaysWhatToDo(Path file) {
        assertThat(alerts().map(AlertRule::name)).contains(MonitoringFiles.baseName(file));
        String page = MonitoringFiles.text(file);
        assertThat(page)
                .startsWith("# " + MonitoringFiles.baseName(file) + "\n")
                .contains("\n## What it means\n", "\n## What to look at\n", "\n## What to do\n");
    }

    @Test
    void theListOfRunbooksHasEveryAlert() {
        String list = MonitoringFiles.text(RUNBOOKS.resolve("README.md"));

        assertThat(alerts().map(alert -> "[" + alert.name() + "](" + alert.name() + ".md)")
                        .collect(Collectors.toSet()))
                .allSatisfy(link -> assertThat(list).contains(link));
    }

    @Test
    void aNameAppearsOncePerSeverityAndPairOfWindows() {
        Set<String> names = new TreeSet<>();
        for (AlertRule alert : AlertRule.all()) {
            assertThat(names.add(alert.name() + alert.labels()))
                    .as("%s %s appears twice", alert.name(), alert.labels())
                    .isTrue();
        }
    }
}
