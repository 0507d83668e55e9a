package io.minerstack.monitoring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The selectors and the grouping labels of a query in PromQL. No grammar is checked: promtool does that, and the
 * running Prometheus of {@code deploy/smoke/compose}.
 *
 * @param selectors in the order of the query
 * @param grouping labels after {@code by}, {@code on}, {@code group_left} and the like
 * @param texts string arguments of functions, such as the labels that {@code label_replace} makes
 */
record PromQuery(List<Selector> selectors, Set<String> grouping, Set<String> texts) {

    /**
     * A selector and what stands around it.
     *
     * @param matchers value with its operator by label, such as {@code =~"a|b"}
     * @param range what stands in square brackets; empty for an instant vector
     * @param function the function or aggregation right around the selector; empty if there is none
     */
    record Selector(String metric, Map<String, String> matchers, String range, String function) {

        /** Whether a recording rule makes the series. Only those and vLLM's have a colon in their name. */
        boolean isRecorded() {
            return metric.contains(":") && !metric.startsWith("vllm:");
        }
    }

    private static final Pattern TOKEN = Pattern.compile(
            "\"(?:[^\"\\\\]|\\\\.)*\"|\\[[^]]*]|[a-zA-Z_:][a-zA-Z0-9_:]*|[0-9][0-9.a-z]*|=~|!~|!=|==|>=|<=|\\S");
    private static final Set<String> GROUPING = Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
    private static final Set<String> WORDS = Set.of(
            "and", "or", "unless", "bool", "offset", "sum", "min", "max", "avg", "count", "group", "topk", "quantile");

    static PromQuery of(String query) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(query);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        return new Reader(tokens).read();
    }

    Set<String> metrics() {
        Set<String> metrics = new TreeSet<>();
        selectors.forEach(selector -> metrics.add(selector.metric()));
        return metrics;
    }

    private static final class Reader {

        private final List<String> tokens;
        private final List<Selector> selectors = new ArrayList<>();
        private final Set<String> grouping = new TreeSet<>();
        private final Set<String> texts = new TreeSet<>();
        private int at;

        Reader(List<String> tokens) {
            this.tokens = tokens;
        }

        PromQuery read() {
            while (at < tokens.size()) {
                String token = tokens.get(at);
                if (token.startsWith("\"")) {
                    texts.add(token.substring(1, token.length() - 1));
                    at++;
                } else if (GROUPING.contains(token)) {
                    at++;
                    readGrouping();
                } else if (isName(token) && !WORDS.contains(token) && !"(".equals(peek(1))) {
                    readSelector(token);
                } else {
                    at++;
                }
            }
            return new PromQuery(List.copyOf(selectors), Set.copyOf(grouping), Set.copyOf(texts));
        }

        private void readGrouping() {
            if (!"(".equals(peek(0))) {
                return;
            }
            for (at++; !")".equals(peek(0)); at++) {
                if (isName(peek(0))) {
                    grouping.add(peek(0));
                }
            }
            at++;
        }

        private void readSelector(String metric) {
            String function =
                    at > 1 && "(".equals(tokens.get(at - 1)) && isName(tokens.get(at - 2)) ? tokens.get(at - 2) : "";
            Map<String, String> matchers = new LinkedHashMap<>();
            at++;
            if ("{".equals(peek(0))) {
                for (at++; !"}".equals(peek(0)); at++) {
                    if (isName(peek(0))) {
                        matchers.put(peek(0), peek(1) + peek(2));
                        at += 2;
                    }
                }
                at++;
            }
            String range = "";
            if (peek(0).startsWith("[")) {
                range = peek(0).substring(1, peek(0).length() - 1);
                at++;
            }
            selectors.add(new Selector(metric, matchers, range, function));
        }

        private String peek(int ahead) {
            return at + ahead < tokens.size() ? tokens.get(at + ahead) : "";
        }

        private static boolean isName(String token) {
            return !token.isEmpty() && (Character.isLetter(token.charAt(0)) || token.charAt(0) == '_');
        }
    }
}
