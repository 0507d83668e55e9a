package io.minerstack.monitoring;

import static io.minerstack.monitoring.MonitoringFiles.RULES;
import static io.minerstack.monitoring.MonitoringFiles.SERIES;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every series that rules and boards may ask for, with its labels: those of {@code metrics.md}, those of other
 * programs in {@code series/*.txt}, and those that the recording rules make.
 */
final class SeriesCatalog {

    /** Labels of every target; {@code namespace} and {@code pod} exist in a cluster only. */
    private static final Set<String> COMMON = Set.of("job", "instance", "application", "namespace", "pod");

    private static final String ANY = "*";
    private static final Pattern OURS = Pattern.compile("(?m)^\\| `([a-z0-9_]+)` \\| (\\w+) \\| [^|]* \\| ([^|]*) \\|");
    private static final Pattern OF_LIBRARIES = Pattern.compile("(?m)^\\| ([a-z0-9_, ]+) \\| (\\w+) \\|([^|]*)\\|");
    private static final Pattern OF_OTHERS = Pattern.compile("(?m)^([\\w:]+) \\| (\\w+) \\| ([^|\\n]*)");

    private final Map<String, Set<String>> labels = new TreeMap<>();

    static SeriesCatalog read() {
        SeriesCatalog catalog = new SeriesCatalog();
        String list = MonitoringFiles.text(Path.of("metrics.md"));
        catalog.addRows(OURS.matcher(list));
        catalog.addRows(OF_LIBRARIES.matcher(list));
        for (Path file : MonitoringFiles.files(SERIES, ".txt")) {
            catalog.addRows(OF_OTHERS.matcher(MonitoringFiles.text(file)));
        }
        for (Path file : MonitoringFiles.files(RULES, ".yml")) {
            AlertRule.recordings(file).forEach(catalog::addRecorded);
        }
        return catalog;
    }

    private void addRows(Matcher rows) {
        while (rows.find()) {
            for (String name : rows.group(1).split(", ", -1)) {
                add(name, rows.group(2), labelNames(rows.group(3)));
            }
        }
    }

    /** The labels of a cell, without remarks in brackets. */
    private static Set<String> labelNames(String cell) {
        return Set.of(cell.replaceAll("\\([^)]*\\)|`", "").strip().split("\\s*,\\s*", -1));
    }

    private void add(String name, String type, Set<String> own) {
        if (type.equals("histogram") || type.equals("summary")) {
            labels.put(name + "_count", own);
            labels.put(name + "_sum", own);
        } else {
            labels.put(name, own);
        }
        if (type.equals("histogram")) {
            Set<String> withBound = new TreeSet<>(own);
            withBound.add("le");
            labels.put(name + "_bucket", withBound);
        }
    }

    private void addRecorded(String name, String query) {
        PromQuery read = PromQuery.of(query);
        Set<String> own = new TreeSet<>(read.grouping());
        // a sum keeps the labels that it names; series that were recorded before have theirs
        read.selectors().stream()
                .filter(selector -> selector.isRecorded() || read.grouping().isEmpty())
                .forEach(selector -> own.addAll(labels.getOrDefault(selector.metric(), Set.of())));
        labels.put(name, own);
    }

    /** What a query asks for that does not exist, one sentence each. */
    List<String> unknown(String query) {
        PromQuery read = PromQuery.of(query);
        Set<String> problems = new LinkedHashSet<>();
        Set<String> known = new TreeSet<>(COMMON);
        known.addAll(read.texts());
        for (PromQuery.Selector selector : read.selectors()) {
            Set<String> own = labels.get(selector.metric());
            if (own == null) {
                problems.add("no list has the series " + selector.metric());
                continue;
            }
            known.addAll(own);
            for (String label : selector.matchers().keySet()) {
                if (!own.contains(label) && !COMMON.contains(label) && !own.contains(ANY)) {
                    problems.add(selector.metric() + " has no label " + label);
                }
            }
        }
        for (String label : read.grouping()) {
            if (!known.contains(label) && !known.contains(ANY)) {
                problems.add("no series of the query has the label " + label + ": " + query);
            }
        }
        return new ArrayList<>(problems);
    }
}
