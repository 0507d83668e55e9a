package io.minerstack.monitoring;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What Grafana's panels of one kind have in common. */
final class PanelOptions {

    private static final Map<String, Object> LAST_VALUE =
            Map.of("calcs", List.of("lastNotNull"), "fields", "", "values", false);

    private PanelOptions() {}

    static Map<String, Object> of(String kind) {
        return switch (kind) {
            case "stat" ->
                Map.of(
                        "colorMode",
                        "value",
                        "graphMode",
                        "area",
                        "justifyMode",
                        "auto",
                        "textMode",
                        "auto",
                        "reduceOptions",
                        LAST_VALUE);
            case "bargauge" -> Map.of("displayMode", "basic", "orientation", "horizontal", "reduceOptions", LAST_VALUE);
            case "state-timeline" ->
                Map.of(
                        "mergeValues",
                        true,
                        "showValue",
                        "never",
                        "rowHeight",
                        0.8,
                        "legend",
                        legend(List.of()),
                        "tooltip",
                        tooltip());
            case "table" -> Map.of("showHeader", true, "cellHeight", "sm");
            case "timeseries" -> Map.of("legend", legend(List.of("mean", "max", "lastNotNull")), "tooltip", tooltip());
            default -> throw new IllegalArgumentException("kind: " + kind);
        };
    }

    private static Map<String, Object> legend(List<String> columns) {
        return Map.of(
                "displayMode",
                columns.isEmpty() ? "list" : "table",
                "placement",
                "bottom",
                "showLegend",
                true,
                "calcs",
                columns);
    }

    private static Map<String, Object> tooltip() {
        return Map.of("mode", "multi", "sort", "desc");
    }

    /** Lines of a time series. Thresholds are drawn where a panel names them. */
    static Map<String, Object> lines(boolean stacked, boolean thresholds) {
        Map<String, Object> lines = new LinkedHashMap<>();
        lines.put("drawStyle", "line");
        lines.put("lineWidth", 1);
        lines.put("fillOpacity", stacked ? 40 : 8);
        lines.put("showPoints", "never");
        lines.put("spanNulls", false);
        lines.put("stacking", Map.of("mode", stacked ? "normal" : "none", "group", "A"));
        lines.put("thresholdsStyle", Map.of("mode", thresholds ? "dashed" : "off"));
        return lines;
    }

    /** A column whose values are links. */
    static Map<String, Object> linkedColumn(String column, String url) {
        Map<String, Object> link = Map.of("title", "Runbook", "url", url, "targetBlank", true);
        return Map.of(
                "matcher",
                Map.of("id", "byName", "options", column),
                "properties",
                List.of(Map.of("id", "links", "value", List.of(link))));
    }

    static List<Map<String, Object>> withoutTimeAndValue() {
        return List.of(
                Map.of("id", "organize", "options", Map.of("excludeByName", Map.of("Time", true, "Value", true))));
    }
}
