package io.minerstack.registration.key;

import io.minerstack.registration.preflight.report.TerminalSafeText;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What budgets have spent and the ledger does not have. A budget is charged at once and after a kill, too; the ledger
 * gets sums every few seconds, of attempts that came to an end.
 */
final class UsageGap {

    private UsageGap() {}

    /** One line for each name and window of which the report has all days; none where the ledger has all of it. */
    static List<String> of(JsonNode usage) {
        List<String> lines = new ArrayList<>();
        LocalDate from = day(usage, "from");
        LocalDate to = day(usage, "to");
        if (from == null || to == null || usage.path("truncated").asBoolean(false)) {
            return lines;
        }
        for (Map.Entry<Window, Long> each : windows(usage).entrySet()) {
            Window window = each.getKey();
            long missing = each.getValue() - recorded(usage, window);
            if (!window.starts().isBefore(from) && !window.today().isAfter(to) && missing > 0) {
                lines.add(missing + " tokens that the budget of " + window.name() + " has spent in the "
                        + window.period() + " of " + window.starts() + " are not in the table. It is a few seconds"
                        + " late, and has nothing of those that an llm-proxy did not write before it was killed: the"
                        + " budget is charged for them, and as a whole for what was under way.");
            }
        }
        return lines;
    }

    /** The tokens that each name has spent. The rows of the ledger don't tell tenants with one name apart. */
    private static Map<Window, Long> windows(JsonNode usage) {
        LocalDate today = null;
        for (JsonNode budget : usage.path("budgets")) {
            LocalDate starts = day(budget, "starts");
            today = starts != null && (today == null || starts.isAfter(today)) ? starts : today;
        }
        Map<Window, Long> windows = new TreeMap<>();
        for (JsonNode budget : usage.path("budgets")) {
            LocalDate starts = day(budget, "starts");
            // what an earlier version counted is in the counters of the tenants, too
            if (starts != null && today != null && budget.hasNonNull("tenant")) {
                windows.merge(
                        new Window(text(budget, "key_name"), text(budget, "period"), starts, today),
                        budget.path("tokens_spent").asLong(0),
                        Long::sum);
            }
        }
        return windows;
    }

    private static long recorded(JsonNode usage, Window window) {
        long tokens = 0;
        for (JsonNode row : usage.path("rows")) {
            LocalDate day = day(row, "day");
            if (day != null
                    && !day.isBefore(window.starts())
                    && text(row, "key_name").equals(window.name())) {
                tokens += row.path("input_tokens").asLong(0)
                        + row.path("output_tokens").asLong(0);
            }
        }
        return tokens;
    }

    private static @Nullable LocalDate day(JsonNode node, String field) {
        try {
            return LocalDate.parse(node.path(field).asString(""));
        } catch (DateTimeParseException unreadable) {
            return null;
        }
    }

    private static String text(JsonNode node, String field) {
        return TerminalSafeText.of(node.path(field).asString("-"));
    }

    /**
     * A window of the budgets of one name.
     *
     * @param period {@code day} or {@code month}
     * @param today the latest day of which there is a counter
     */
    private record Window(String name, String period, LocalDate starts, LocalDate today) implements Comparable<Window> {

        @Override
        public int compareTo(Window other) {
            int byName = name.compareTo(other.name);
            return byName != 0 ? byName : period.compareTo(other.period);
        }
    }
}
