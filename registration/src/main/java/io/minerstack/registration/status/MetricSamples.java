package io.minerstack.registration.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
