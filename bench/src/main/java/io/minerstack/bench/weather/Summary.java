package io.minerstack.bench.weather;

import io.minerstack.bench.weather.Ledger.Sent;
import io.minerstack.bench.weather.Violations.Violation;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Counts the answers and prints the result of the run. */
class Summary {

    private static final int EXAMPLES = 10;
    private static final int LONGEST_DETAIL = 700;

    private final Map<String, List<Long>> millis = new TreeMap<>();

    synchronized void count(String outcome, Duration elapsed) {
        millis.computeIfAbsent(outcome, key -> new ArrayList<>()).add(elapsed.toMillis());
    }

    synchronized void print(PrintStream out, long seed, Ledger ledger, Violations violations) {
        int total = millis.values().stream().mapToInt(List::size).sum();
        out.printf("%nweather: seed %d, %d requests%n%n", seed, total);
        out.println("| outcome | requests | p50 ms | longest ms |\n|---|---|---|---|");
        millis.forEach((outcome, times) -> {
            List<Long> sorted = times.stream().sorted().toList();
            out.printf(
                    "| %s | %d | %d | %d |%n",
                    outcome, sorted.size(), sorted.get(sorted.size() / 2), Collections.max(sorted));
        });
        out.printf(
                "%nAsked: primary %d times, fallback %d times.%n",
                ledger.count(Server.PRIMARY), ledger.count(Server.FALLBACK));
        out.println("Responses of the primary by fault: " + counts(Fault.values(), ledger::count));
        out.println("Responses of the primary by dialect: " + counts(ServerDialect.values(), ledger::count));
        out.printf("%nViolations: %d%n", violations.count());
        violations.all().forEach((invariant, found) -> {
            out.printf("%s, %d times: %s%n", invariant, found.size(), invariant.meaning());
            List<Sent> last = found.stream()
                    .map(violation -> ledger.sentFor(violation.request()))
                    .filter(sent -> !sent.isEmpty())
                    .map(List::getLast)
                    .toList();
            out.println("  last response by fault: " + tally(last, Sent::fault));
            out.println("  last response by form of the reply: " + tally(last, Sent::form));
            out.println("  last response by dialect: " + tally(last, Sent::dialect));
            examples(found, ledger).forEach(violation -> out.println("  " + line(seed, violation)));
        });
    }

    private static <K extends Comparable<K>> String tally(List<Sent> sent, Function<Sent, K> key) {
        return sent.stream()
                .collect(Collectors.groupingBy(key, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(count -> count.getKey() + " " + count.getValue())
                .collect(Collectors.joining(", "));
    }

    /** The first violations, each with other responses. */
    private static List<Violation> examples(List<Violation> found, Ledger ledger) {
        Map<String, Violation> examples = new LinkedHashMap<>();
        for (Violation violation : found) {
            String kind = ledger.sentFor(violation.request()).stream()
                    .map(sent ->
                            sent.whole() ? sent.form().name() : sent.fault().name())
                    .collect(Collectors.joining(" "));
            examples.putIfAbsent(kind, violation);
        }
        return examples.values().stream().limit(EXAMPLES).toList();
    }

    private static String line(long seed, Violation violation) {
        String detail = violation.detail();
        String cut = detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL) + "…";
        return "request weather-%d-%d (again: --seed %d --request %d): %s"
                .formatted(seed, violation.request(), seed, violation.request(), cut);
    }

    private static <E extends Enum<E>> String counts(E[] constants, ToLongFunction<E> count) {
        return Arrays.stream(constants)
                .map(constant -> constant + " " + count.applyAsLong(constant))
                .collect(Collectors.joining(", "));
    }
}
