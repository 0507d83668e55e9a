package io.minerstack.gateway.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.gateway.componentcall.AnswerOutcome;
import io.minerstack.gateway.componentcall.ComponentCall;
import io.minerstack.servicesupport.context.Deadline;
import io.minerstack.servicesupport.context.DeadlineExceededException;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.RequestId;
import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.problem.ProblemType;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.netty.channel.AbortedException;

class OutcomeRulesTests {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({
        "200, outcome=good, GOOD",
        "200, outcome=malformed, MALFORMED",
        "200, , MALFORMED",
        "429, , REFUSED",
        "503, outcome=refused, REFUSED",
        "503, outcome=failed, FAILED",
        "503, , FAILED",
        "500, , FAILED",
        "502, outcome=failed, FAILED",
        "504, outcome=failed, LATE",
        "308, , ",
        "400, , ",
        "404, , ",
        "413, , ",
        "422, , "
    })
    void readsAResponseByStatusAndReport(int status, @Nullable String report, @Nullable AnswerOutcome outcome) {
        ComponentCall call =
                ComponentCall.begin(MockServerWebExchange.from(MockServerHttpRequest.post("/complete")), "complete");
        HttpHeaders headers = new HttpHeaders();
        if (report != null) {
            headers.set("X-Component-Report", report);
        }
        call.relayed();
        call.answered(headers);

        assertThat(OutcomeRules.ofResponse(status, call)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @EnumSource(ProblemType.class)
    void takesRefusalsByLimitsForRefusedAndMistakesOfTheCallerForNothing(ProblemType type) {
        AnswerOutcome expected =
                switch (type) {
                    case RATE_LIMITED, BUDGET_EXCEEDED, UNAVAILABLE -> AnswerOutcome.REFUSED;
                    case DEADLINE -> AnswerOutcome.LATE;
                    case INTERNAL, BAD_ANSWER -> AnswerOutcome.FAILED;
                    default -> null;
                };

        assertThat(OutcomeRules.ofFailure(new ProblemException(type, "no"), context(10, 20), CLOCK))
                .isEqualTo(expected);
    }

    @Test
    void takesAResponseThatBrokeOffForAFailure() {
        assertThat(OutcomeRules.ofFailure(new IOException("cut"), context(10, 20), CLOCK))
                .isEqualTo(AnswerOutcome.FAILED);
        assertThat(OutcomeRules.ofFailure(new DeadlineExceededException(), context(10, 20), CLOCK))
                .isEqualTo(AnswerOutcome.LATE);
    }

    @Test
    void blamesTheTimeOnlyWhereTheCallerLeavesAfterTheAnswerShouldBeThere() {
        assertThat(OutcomeRules.ofCallerWhoLeft(context(5, 20), CLOCK)).isNull();
        assertThat(OutcomeRules.ofCallerWhoLeft(context(-5, 20), CLOCK)).isEqualTo(AnswerOutcome.LATE);
        assertThat(OutcomeRules.ofCallerWhoLeft(context(20, 0), CLOCK)).isEqualTo(AnswerOutcome.LATE);
        assertThat(OutcomeRules.ofFailure(new AbortedException("gone"), context(5, 20), CLOCK))
                .isNull();
        assertThat(OutcomeRules.ofFailure(new AbortedException("gone"), context(-1, 20), CLOCK))
                .isEqualTo(AnswerOutcome.LATE);
    }

    private static RequestContext context(int secondsToTarget, int secondsToDeadline) {
        return new RequestContext(
                new RequestId("r"),
                null,
                new Deadline(NOW.plusSeconds(secondsToDeadline)),
                new Deadline(NOW.plusSeconds(secondsToTarget)),
                null);
    }
}
