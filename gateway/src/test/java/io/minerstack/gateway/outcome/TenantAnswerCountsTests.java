package io.minerstack.gateway.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.gateway.componentcall.AnswerOutcome;
import io.minerstack.gateway.endpoint.Endpoint;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TenantAnswerCountsTests {

    private final TenantAnswerCounts counts = new TenantAnswerCounts(Instant.EPOCH);

    @Test
    void haveZerosAndNoTimesWithoutCalls() {
        TenantAnswerReport report = counts.report();

        assertThat(report.components()).isEmpty();
        assertThat(report.window()).containsEntry("good", 0L).containsEntry("late", 0L);
        assertThat(report.seconds()).isEqualTo(new TenantAnswerReport.Seconds(null, null));
    }

    @Test
    void takeThePercentilesOfTheLast256GoodAnswers() {
        for (int call = 0; call < 300; call++) {
            counts.add(Endpoint.COMPLETE, AnswerOutcome.GOOD, Duration.ofSeconds(1_000 + call), 1);
        }
        for (int call = 1; call <= 256; call++) {
            counts.add(Endpoint.COMPLETE, AnswerOutcome.GOOD, Duration.ofSeconds(call), 1);
        }

        assertThat(counts.report().seconds()).isEqualTo(new TenantAnswerReport.Seconds(128.0, 244.0));
        assertThat(counts.report().components().get("complete")).containsEntry("good", 556L);
        assertThat(counts.report().window()).containsEntry("good", 256L);
    }

    @Test
    void leaveTheTimesOfCallsThatGaveNoGoodAnswerOut() {
        counts.add(Endpoint.COMPLETE, AnswerOutcome.LATE, Duration.ofSeconds(60), 7);
        counts.add(Endpoint.REFINE, AnswerOutcome.GOOD, Duration.ofSeconds(2), 5);

        TenantAnswerReport report = counts.report();

        assertThat(report.seconds()).isEqualTo(new TenantAnswerReport.Seconds(2.0, 2.0));
        assertThat(report.tokens()).isEqualTo(12);
        assertThat(report.components().keySet()).containsExactly("complete", "refine");
    }
}
