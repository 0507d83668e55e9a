package io.minerstack.registration.preflight;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The checks for a script.
 *
 * @param ok whether nothing failed; warnings do not count
 */
record ReportJson(String url, boolean ok, List<Line> checks) {

    record Line(
            String id,
            String title,
            String outcome,
            String seen,
            @Nullable String mend) {}

    static ReportJson of(String url, List<Check> checks) {
        return new ReportJson(
                url,
                checks.stream().noneMatch(check -> check.outcome() == Outcome.FAIL),
                checks.stream()
                        .map(check -> new Line(
                                check.id(), check.title(), check.outcome().label(), check.seen(), check.mend()))
                        .toList());
    }

    String text() {
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(this);
    }
}
