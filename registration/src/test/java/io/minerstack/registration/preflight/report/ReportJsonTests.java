package io.minerstack.registration.preflight.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportJsonTests {

    private static final CheckResult WARNING = CheckResult.warn("b", "B works", "slowly", "Use a faster B.");
    private static final CheckResult FAILURE = CheckResult.fail("c", "C works", "500", "Fix C.");

    @Test
    void hasEveryFieldOfEachResult() {
        ReportJson report =
                ReportJson.of("https://a.example", List.of(CheckResult.pass("a", "A works", "200"), WARNING, FAILURE));
        JsonNode json = JsonMapper.shared().readTree(report.text());
        assertThat(json.path("url").asString()).isEqualTo("https://a.example");
        assertThat(json.path("checks").path(0).path("fix").isNull()).isTrue();
        assertThat(json.path("checks").path(2)).isEqualTo(JsonMapper.shared().readTree("""
                {"id":"c","title":"C works","outcome":"fail","seen":"500","fix":"Fix C."}"""));
    }

    @Test
    void isOkWithWarningsButNotWithAFailure() {
        assertThat(ReportJson.of("u", List.of(WARNING)).ok()).isTrue();
        assertThat(ReportJson.of("u", List.of(WARNING, FAILURE)).ok()).isFalse();
    }
}
