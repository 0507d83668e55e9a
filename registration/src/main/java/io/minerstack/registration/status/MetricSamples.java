package io.minerstack.registration.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The samples of one scrape in Prometheus' text format.
 *
 * @param samples in the order of the text
 */
record MetricSamples(List<Sample> samples) {

    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)(?: \\S+)?");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** One value with its labels. */
    record Sample(String name, Map<String, String> labels, double value) {

        String label(String label) {
            return labels.getOrDefault(label, "");
        }
    }

    MetricSamples {
        samples = List.copyOf(samples);
    }

    /** Reads a scrape; lines that are no samples are left out. */
    static MetricSamples parse(String text) {
        List<Sample> samples = new ArrayList<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                add(matcher, samples);
            }
        });
        return new MetricSamples(samples);
    }

    /** The counters and gauges of one service in the response of {@code GET /figures}; empty where it has none. */
    static MetricSamples ofFigures(JsonNode figures, String service) {
        List<Sample> samples = new ArrayList<>();
        for (JsonNode each : figures.path("services")) {
            if (each.path("service").asString("").equals(service)) {
                each.path("meters").forEach(meter -> add(meter, samples));
            }
        }
        return new MetricSamples(samples);
    }

    /** Under both names that it can have in a scrape: figures do not say which one is a counter. */
    private static void add(JsonNode meter, List<Sample> samples) {
        if (meter.path("value").isNumber()) {
            Map<String, String> labels = new TreeMap<>();
            meter.path("tags")
                    .properties()
                    .forEach(tag -> labels.put(tag.getKey(), tag.getValue().asString("")));
            String name = meter.path("name").asString("").replace('.', '_');
            double value = meter.path("value").asDouble();
            samples.add(new Sample(name, labels, value));
            samples.add(new Sample(name + "_total", labels, value));
        }
    }

    private static void add(Matcher line, List<Sample> samples) {
        try {
            double value = Double.parseDouble(line.group(3).replace("Inf", "Infinity"));
            samples.add(new Sample(line.group(1), labels(line.group(2)), value));
        } catch (NumberFormatException malformed) {
            // not a sample
            return;
        }
    }

    private static Map<String, String> labels(@Nullable String text) {
        Map<String, String> labels = new TreeMap<>();
        if (text != null) {
            Matcher label = LABEL.matcher(text);
            while (label.find()) {
                labels.put(label.group(1), label.group(2));
            }
        }
        return labels;
    }

    /** Those of one metric; empty where it is not served. */
    List<Sample> of(String name) {
        return samples.stream().filter(sample -> sample.name().equals(name)).toList();
    }

    /** The sum of the samples of a metric that match; 0 where there is none. */
    long sum(String name, Predicate<Sample> wanted) {
        return Math.round(of(name).stream()
                .filter(wanted)
                .mapToDouble(Sample::value)
                .filter(Double::isFinite)
                .sum());
    }
}
