package io.minerstack.registration.preflight.report;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The report for scripts.
 *
 * @param ok whether no check failed; warnings do not count
 */
public record ReportJson(String url, boolean ok, List<Line> checks) {

    /** One check; the names of the fields are those of the JSON. */
    public record Line(
            String id,
            String title,
            String outcome,
            String seen,
            @Nullable String fix) {}

    public static ReportJson of(String url, List<CheckResult> results) {
        return new ReportJson(
                url,
                results.stream().noneMatch(result -> result.outcome() == CheckOutcome.FAIL),
                results.stream()
                        .map(result -> new Line(
                                result.id(), result.title(), result.outcome().label(), result.seen(), result.fix()))
                        .toList());
    }

    public String text() {
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(this);
    }
}
