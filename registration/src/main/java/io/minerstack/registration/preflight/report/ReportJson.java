package io.minerstack.registration.preflight.report;

import io.minerstack.registration.preflight.report.CheckOutcome;
import io.minerstack.registration.preflight.report.CheckResult;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The checks for a script.
 *
 * @param ok whether nothing failed; warnings do not count
 */
public record ReportJson(String url, boolean ok, List<Line> checks) {

    public record Line(
            String id,
            String title,
            String outcome,
            String seen,
            @Nullable String mend) {}

    public static ReportJson of(String url, List<CheckResult> checks) {
        return new ReportJson(
                url,
                checks.stream().noneMatch(check -> check.outcome() == CheckOutcome.FAIL),
                checks.stream()
                        .map(check -> new Line(
                                check.id(), check.title(), check.outcome().label(), check.seen(), check.mend()))
                        .toList());
    }

    public String text() {
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(this);
    }
}
