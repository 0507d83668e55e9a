package io.minerstack.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The receivers that {@code alertmanager/configure} makes. {@code deploy/smoke/compose} checks them with amtool. */
class AlertmanagerConfigurationTests {

    private static final Path SCRIPT = Path.of("alertmanager/configure").toAbsolutePath();
    private static final Path CONFIGURATION = Path.of("alertmanager/alertmanager.yml");
    private static final String MESSAGES = MonitoringFiles.text(Path.of("alertmanager/messages.tmpl"));
    private static final Pattern NAMES = Pattern.compile("alertname=~?\"([^\"]+)\"");

    @TempDir
    Path secrets;

    @Test
    void isSilentByDefault() throws Exception {
        secret("ALERT_WEBHOOK_URL", "");

        YamlNode configuration = configure(Map.of());

        assertThat(configuration).isEqualTo(MonitoringFiles.yaml(CONFIGURATION));
        assertThat(configuration.parts("receivers"))
                .containsExactly(new YamlNode(Map.of("name", "people")), new YamlNode(Map.of("name", "watchdog")));
    }

    @Test
    void sendsToEveryReceiverThatIsNamed() throws Exception {
        for (String name : List.of("ALERT_WEBHOOK_URL", "ALERT_SLACK_URL", "ALERT_SMTP_PASSWORD")) {
            secret(name, "something secret");
        }

        String printed = print(Map.of(
                "ALERT_SLACK_CHANNEL",
                "#it's: here",
                "ALERT_EMAIL_TO",
                "a@example.org, b@example.org",
                "ALERT_SMTP_HOST",
                "mail.example.org:587",
                "ALERT_SMTP_USER",
                "miner"));
        YamlNode people = receivers(printed).getFirst();

        assertThat(people.entries()).containsKeys("webhook_configs", "slack_configs", "email_configs");
        assertThat(people.parts("webhook_configs").getFirst().entries())
                .containsEntry("url_file", secrets.resolve("ALERT_WEBHOOK_URL").toString());
        assertThat(people.parts("slack_configs").getFirst().entries()).containsEntry("channel", "#it's: here");
        assertThat(people.parts("email_configs").getFirst().entries())
                .containsEntry("to", "a@example.org, b@example.org")
                .containsEntry("auth_username", "miner")
                .containsEntry(
                        "auth_password_file",
                        secrets.resolve("ALERT_SMTP_PASSWORD").toString());
        assertThat(printed).doesNotContain("something secret");
        assertThat(receivers(printed).getLast().entries()).containsOnlyKeys("name");
    }

    @Test
    void theWatchdogHasAReceiverOfItsOwn() throws Exception {
        secret("ALERT_WATCHDOG_URL", "https://alive.example.org/1");

        List<YamlNode> receivers = receivers(print(Map.of()));

        assertThat(receivers.getFirst().entries()).containsOnlyKeys("name");
        assertThat(receivers.getLast().parts("webhook_configs")).hasSize(1);
    }

    @Test
    void aMessageHasSeverityNameSummaryDescriptionAndRunbookOfEachAlert() {
        assertThat(template("miner.alert"))
                .contains(".Labels.severity", ".Labels.alertname")
                .contains(".Annotations.summary", ".Annotations.description", ".Annotations.runbook_url");
    }

    /** An annotation can be no label: receivers would get it twice, and a change of it would be another alert. */
    @Test
    void theBaseOfRunbooksIsNoLabelOfAlerts() {
        YamlNode prometheus = MonitoringFiles.yaml(Path.of("prometheus/prometheus.yml"));

        assertThat(prometheus.text("global.external_labels.runbooks_url")).isEqualTo("${RUNBOOKS_URL}");
        assertThat(prometheus.parts("alerting.alert_relabel_configs"))
                .containsExactly(new YamlNode(Map.of("action", "labeldrop", "regex", "runbooks_url")));
    }

    @Test
    void refusesAnAddressWithoutAMailServer() throws Exception {
        Process process = start(Map.of("ALERT_EMAIL_TO", "a@example.org"));

        assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("ALERT_SMTP_HOST");
        assertThat(process.waitFor()).isEqualTo(1);
    }

    @Test
    void namesOnlyAlertsThatExist() {
        Set<String> known = AlertRule.all().stream().map(AlertRule::name).collect(Collectors.toSet());
        Set<String> named = names(MonitoringFiles.text(CONFIGURATION));

        assertThat(named).isNotEmpty();
        assertThat(known).containsAll(named);
    }

    @Test
    void aTitleNamesResolvedAlertsOnlyWhereNoneFires() {
        String title = template("miner.title");

        assertThat(title).doesNotContain(".Alerts }}").doesNotContain("range .Alerts");
        assertThat(title.indexOf("\"miner.names\" .Alerts.Firing"))
                .isBetween(title.indexOf("{{ if .Alerts.Firing }}"), title.indexOf("{{ else }}"));
        assertThat(title.indexOf("\"miner.names\" .Alerts.Resolved")).isGreaterThan(title.indexOf("{{ else }}"));
    }

    @Test
    void aTextDescribesWhatFiresAndListsWhatIsResolved() throws Exception {
        secret("ALERT_SLACK_URL", "https://slack.example.org/1");

        YamlNode slack =
                receivers(print(Map.of())).getFirst().parts("slack_configs").getFirst();

        assertThat(slack.text("text"))
                .startsWith("{{ range .Alerts.Firing }}{{ template \"miner.alert\" . }}")
                .endsWith("{{ end }}{{ template \"miner.resolved\" . }}");
        assertThat(template("miner.resolved")).contains("{{ range .Alerts.Resolved }}");
    }

    /** A group sends again at the first of its intervals after repeat_interval. */
    @Test
    void theWatchdogComesEveryFiveMinutes() {
        YamlNode watchdog =
                MonitoringFiles.yaml(CONFIGURATION).parts("route.routes").getFirst();

        assertThat(watchdog.text("receiver")).isEqualTo("watchdog");
        assertThat(watchdog.text("group_interval")).isEqualTo("1m");
        assertThat(watchdog.text("repeat_interval")).isEqualTo("4m30s");
    }

    /** Otherwise what follows from a cause is sent when that is gone. MemoryUnavailable ends after ServerErrors. */
    @Test
    void aCauseFiresLongerThanItLasts() {
        Set<String> causes = new TreeSet<>();
        for (YamlNode rule : MonitoringFiles.yaml(CONFIGURATION).parts("inhibit_rules")) {
            if (!rule.texts("target_matchers").toString().contains("severity")) {
                causes.addAll(names(rule.texts("source_matchers").toString()));
            }
        }
        causes.remove("MemoryUnavailable");

        assertThat(causes).contains("PostgresDown", "TargetDown", "NoProviderAnswers");
        assertThat(AlertRule.all())
                .filteredOn(alert -> causes.contains(alert.name()))
                .allSatisfy(alert -> assertThat(alert.goesOn()).as(alert.name()).matches("[23]m"));
    }

    @Test
    void errorsThatACauseExplainsAreLeftOut() {
        List<YamlNode> rules = MonitoringFiles.yaml(CONFIGURATION).parts("inhibit_rules");

        assertThat(rules)
                .filteredOn(rule -> rule.texts("target_matchers").toString().contains("ServerErrors"))
                .flatExtracting(rule -> names(rule.texts("source_matchers").toString()))
                .contains("PostgresDown", "MemoryUnavailable", "TargetDown", "ServiceMissing", "NoProviderAnswers");
    }

    @Test
    void anInstanceThatIsDownHidesNoWarningAboutAnother() {
        List<YamlNode> rules = MonitoringFiles.yaml(CONFIGURATION).parts("inhibit_rules");

        assertThat(rules)
                .filteredOn(rule -> rule.texts("source_matchers").toString().contains("TargetDown")
                        && rule.texts("target_matchers").toString().contains("severity"))
                .singleElement()
                .satisfies(rule -> assertThat(rule.texts("equal")).contains("namespace", "job", "instance"));
        assertThat(rules).allSatisfy(rule -> assertThat(rule.texts("source_matchers"))
                .as("without a name, one critical alert would hide warnings of the same name about others")
                .anyMatch(matcher -> matcher.startsWith("alertname")));
    }

    /** The names of alerts in matchers. */
    private static Set<String> names(String matchers) {
        Set<String> named = new TreeSet<>();
        NAMES.matcher(matchers)
                .results()
                .forEach(found -> named.addAll(List.of(found.group(1).split("\\|", -1))));
        return named;
    }

    /** What stands between the definition of a template and that of the next one. */
    private static String template(String name) {
        String from = MESSAGES.substring(MESSAGES.indexOf("{{ define \"" + name + "\" }}"));
        int next = from.indexOf("{{ define", 1);
        return next < 0 ? from : from.substring(0, next);
    }

    private void secret(String name, String content) throws IOException {
        Files.writeString(secrets.resolve(name), content);
    }

    private YamlNode configure(Map<String, String> variables) throws Exception {
        return YamlNode.of(new Yaml().load(print(variables)));
    }

    private static List<YamlNode> receivers(String configuration) {
        return YamlNode.of(new Yaml().load(configuration)).parts("receivers");
    }

    private String print(Map<String, String> variables) throws Exception {
        Process process = start(variables);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output;
    }

    private Process start(Map<String, String> variables) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", SCRIPT.toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("ALERT_"));
        builder.environment().putAll(variables);
        builder.environment().put("SECRETS", secrets.toString());
        return builder.start();
    }
}
