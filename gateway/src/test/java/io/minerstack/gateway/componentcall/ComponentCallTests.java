package io.minerstack.gateway.componentcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

class ComponentCallTests {

    private final AtomicLong clock = new AtomicLong();
    private final ComponentCall call = new ComponentCall("complete", clock::get);

    @Test
    void countsTheWaitForAnAgentThatIsAwayAsUnreportedWithAllAttempts() {
        pass(5);
        call.relayed();
        pass(20_000);
        call.relayed();
        pass(20_000);
        call.relayed();
        pass(1);
        call.ended(AnswerOutcome.FAILED);

        assertThat(call.stageTimes())
                .containsOnly(
                        entry(ComponentCallStage.GATEWAY, Duration.ofMillis(5)),
                        entry(ComponentCallStage.UNREPORTED, Duration.ofMillis(40_001)));
        assertThat(described())
                .containsEntry("gateway_millis", 5.0)
                .containsEntry("unreported_millis", 40_001.0)
                .doesNotContainKey("agent_millis");
    }

    @Test
    void countsFailedAttemptsAsUnreportedWhereTheLastOneHasAReport() {
        call.relayed();
        pass(700);
        call.relayed();
        pass(12);
        HttpHeaders response = new HttpHeaders();
        response.set("X-Component-Report", "outcome=good, agent_millis=10");
        call.answered(response);
        call.ended(AnswerOutcome.GOOD);

        assertThat(call.stageTimes())
                .containsOnly(
                        entry(ComponentCallStage.GATEWAY, Duration.ofMillis(2)),
                        entry(ComponentCallStage.UNREPORTED, Duration.ofMillis(700)));
    }

    private void pass(long millis) {
        clock.addAndGet(Duration.ofMillis(millis).toNanos());
    }

    private Map<String, Object> described() {
        Map<String, Object> line = new HashMap<>();
        call.describe(line::put);
        return line;
    }
}
