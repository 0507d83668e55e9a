package io.minerstack.monitoring;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes the JSON model of a board from its source in {@code grafana/boards} and from {@code common.yml} there. */
final class Dashboard {

    static final String DATA_SOURCE = "${datasource}";
    static final String TAG = "miner-stack";

    static final String NAMESPACE = "namespace";

    private static final int COLUMNS = 24;
    /** Recorded series and alerts, of which not each selector begins with a job. */
    private static final Pattern WITHOUT_JOB = Pattern.compile("\\b([a-z]+:\\w+:\\w+|ALERTS)\\b(\\{)?");

    private final YamlNode common;
    private final YamlNode source;
    private final List<Map<String, Object>> panels = new ArrayList<>();
    private int column;
    private int line;
    private int lineHeight;

    private Dashboard(YamlNode common, YamlNode source) {
        this.common = common;
        this.source = source;
    }

    static Map<String, @Nullable Object> of(Path common, Path source) {
        return new Dashboard(MonitoringFiles.yaml(common), MonitoringFiles.yaml(source)).build();
    }

    private Map<String, @Nullable Object> build() {
        for (YamlNode row : source.parts("rows")) {
            addRow(row.text("title"));
            row.parts("panels").forEach(this::addPanel);
        }
        Map<String, @Nullable Object> board = new LinkedHashMap<>();
        board.put("id", null);
        board.put("uid", source.text("uid"));
        board.put("title", source.text("title"));
        board.put("description", source.text("about"));
        List<String> tags = new ArrayList<>(List.of(TAG));
        tags.addAll(source.texts("tags"));
        board.put("tags", tags);
        board.put("schemaVersion", 41);
        board.put("version", 1);
        board.put("editable", false);
        board.put("graphTooltip", 1);
        board.put("timezone", "");
        board.put("refresh", "30s");
        board.put("time", Map.of("from", "now-1h", "to", "now"));
        board.put("templating", Map.of("list", variables()));
        board.put("annotations", Map.of("list", List.of(alertAnnotation())));
        board.put("links", links());
        board.put("panels", panels);
        return board;
    }

    private static Map<String, Object> alertAnnotation() {
        return Map.of(
                "name",
                "Alerts",
                "enable",
                true,
                "iconColor",
                "red",
                "datasource",
                dataSource(),
                "expr",
                ofNamespace("max by (alertname, job) (ALERTS{alertstate=\"firing\",alertname!=\"Watchdog\"})"),
                "step",
                "60s",
                "titleFormat",
                "{{alertname}}",
                "textFormat",
                "{{job}}");
    }

    private List<Map<String, Object>> links() {
        Map<String, Object> boards = new LinkedHashMap<>();
        boards.put("title", "Boards");
        boards.put("type", "dashboards");
        boards.put("tags", List.of(TAG));
        boards.put("asDropdown", true);
        boards.put("includeVars", false);
        boards.put("keepTime", true);
        boards.put("targetBlank", false);
        Map<String, Object> runbooks = new LinkedHashMap<>();
        runbooks.put("title", "Runbooks");
        runbooks.put("type", "link");
        runbooks.put("url", common.text("runbooks") + "/README.md");
        runbooks.put("targetBlank", true);
        return List.of(boards, runbooks);
    }

    private List<Map<String, Object>> variables() {
        List<Map<String, Object>> variables = new ArrayList<>();
        Map<String, Object> chosen = Map.of("text", "Prometheus", "value", "prometheus");
        variables.add(Map.of(
                "name",
                "datasource",
                "label",
                "Data source",
                "type",
                "datasource",
                "query",
                "prometheus",
                "current",
                chosen));
        for (String name : source.texts("variables")) {
            YamlNode about = common.part("variables." + name);
            Map<String, Object> variable = new LinkedHashMap<>();
            variable.put("name", about.text("name"));
            variable.put("label", about.text("label"));
            variable.put("type", "query");
            variable.put("datasource", dataSource());
            String query = name.equals(NAMESPACE) ? about.text("query") : ofNamespace(about.text("query"));
            variable.put("query", query);
            variable.put("definition", query);
            variable.put("refresh", 2);
            variable.put("sort", 1);
            variable.put("multi", true);
            variable.put("includeAll", true);
            variable.put("allValue", about.text("all", ".+"));
            variable.put("current", Map.of("text", "All", "value", "$__all"));
            variables.add(variable);
        }
        return variables;
    }

    private void addRow(String title) {
        nextLine();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", panels.size() + 1);
        row.put("type", "row");
        row.put("title", title);
        row.put("collapsed", false);
        row.put("gridPos", Map.of("h", 1, "w", COLUMNS, "x", 0, "y", line));
        row.put("panels", List.of());
        panels.add(row);
        line++;
    }

    private void nextLine() {
        line += lineHeight;
        lineHeight = 0;
        column = 0;
    }

    private void addPanel(YamlNode about) {
        String kind = about.text("kind", "timeseries");
        boolean number = kind.equals("stat");
        int width = Integer.parseInt(about.text("width", number ? "4" : "8"));
        int height = number ? 5 : 8;
        if (column + width > COLUMNS) {
            nextLine();
        }
        Map<String, Object> panel = new LinkedHashMap<>();
        panel.put("id", panels.size() + 1);
        panel.put("type", kind);
        panel.put("title", about.text("title"));
        List<Map<String, Object>> targets = targets(about, kind);
        panel.put("description", description(about, targets));
        panel.put("datasource", dataSource());
        panel.put("gridPos", Map.of("h", height, "w", width, "x", column, "y", line));
        panel.put("fieldConfig", fieldConfig(about, kind));
        panel.put("options", PanelOptions.of(kind));
        panel.put("links", runbooks(about));
        panel.put("targets", targets);
        if (kind.equals("table")) {
            panel.put("transformations", PanelOptions.withoutTimeAndValue());
        }
        panels.add(panel);
        column += width;
        lineHeight = Math.max(lineHeight, height);
    }

    /** The text of the source and the names of the series. */
    private static String description(YamlNode about, List<Map<String, Object>> targets) {
        List<String> names = targets.stream()
                .flatMap(target -> PromQuery.of(String.valueOf(target.get("expr"))).metrics().stream())
                .map(name -> name.replaceFirst("(?<=_(seconds|tokens))_(bucket|count|sum)$", ""))
                .distinct()
                .sorted()
                .toList();
        return about.text("about") + " (" + String.join(", ", names) + ")";
    }

    private List<Map<String, Object>> runbooks(YamlNode about) {
        return about.texts("runbooks").stream()
                .map(alert -> Map.<String, Object>of(
                        "title",
                        "Runbook of " + alert,
                        "url",
                        common.text("runbooks") + "/" + alert + ".md",
                        "targetBlank",
                        true))
                .toList();
    }

    private Map<String, Object> fieldConfig(YamlNode about, String kind) {
        Map<String, Object> defaults = new LinkedHashMap<>();
        defaults.put("unit", about.text("unit"));
        defaults.put("thresholds", Map.of("mode", "absolute", "steps", steps(about)));
        defaults.put("mappings", mappings(about));
        defaults.put("noValue", "no data");
        for (String limit : List.of("decimals", "min", "max")) {
            if (about.at(limit) != null) {
                defaults.put(limit, about.number(limit));
            }
        }
        if (kind.equals("timeseries")) {
            boolean stacked = Boolean.TRUE.equals(about.at("stack"));
            defaults.put("min", 0);
            defaults.put("custom", PanelOptions.lines(stacked, about.at("steps") != null));
        } else {
            defaults.put("color", Map.of("mode", "thresholds"));
        }
        List<Map<String, Object>> overrides = new ArrayList<>();
        if (kind.equals("table")) {
            overrides.add(PanelOptions.linkedColumn("alertname", common.text("runbooks") + "/${__value.text}.md"));
        }
        return Map.of("defaults", defaults, "overrides", overrides);
    }

    private static List<Map<String, @Nullable Object>> steps(YamlNode about) {
        List<Map<String, @Nullable Object>> steps = new ArrayList<>();
        for (String step : about.at("steps") == null ? List.of("green") : about.texts("steps")) {
            List<String> parts = List.of(step.split(" ", -1));
            Map<String, @Nullable Object> entry = new LinkedHashMap<>();
            entry.put("color", parts.getFirst());
            entry.put("value", parts.size() > 1 ? Double.valueOf(parts.get(1)) : null);
            steps.add(entry);
        }
        return steps;
    }

    private static List<Map<String, Object>> mappings(YamlNode about) {
        List<Map<String, Object>> mappings = new ArrayList<>();
        about.part("mappings")
                .entries()
                .forEach((value, word) -> mappings.add(Map.of(
                        "type", "value", "options", Map.of(value, Map.of("text", word, "index", mappings.size())))));
        mappings.add(
                Map.of("type", "special", "options", Map.of("match", "nan", "result", Map.of("text", "no traffic"))));
        return mappings;
    }

    private List<Map<String, Object>> targets(YamlNode about, String kind) {
        List<Map<String, Object>> targets = new ArrayList<>();
        about.part("query").entries().forEach((legend, query) -> {
            Map<String, Object> target = new LinkedHashMap<>();
            target.put("refId", String.valueOf((char) ('A' + targets.size())));
            target.put("datasource", dataSource());
            target.put("expr", expand(query));
            target.put("legendFormat", legend);
            target.put("editorMode", "code");
            target.put("range", !kind.equals("table"));
            target.put("instant", kind.equals("table"));
            if (kind.equals("table")) {
                target.put("format", "table");
            }
            targets.add(target);
        });
        return targets;
    }

    private String expand(String query) {
        String expanded = query;
        for (Map.Entry<String, String> macro : common.part("macros").entries().entrySet()) {
            expanded = expanded.replace("<" + macro.getKey() + ">", macro.getValue());
        }
        return ofNamespace(expanded);
    }

    /** The query with the chosen namespace in each selector. */
    private static String ofNamespace(String query) {
        String chosen = NAMESPACE + "=~\"$" + NAMESPACE + "\"";
        return WITHOUT_JOB
                .matcher(query)
                .replaceAll(found ->
                        Matcher.quoteReplacement(found.group(1) + "{" + chosen + (found.group(2) == null ? "}" : ",")))
                .replace("{job", "{" + chosen + ",job");
    }

    private static Map<String, Object> dataSource() {
        return Map.of("type", "prometheus", "uid", DATA_SOURCE);
    }
}
