package io.minerstack.gateway.componentcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentReportTests {

    @Test
    void readsOutcomeTimesProviderAndTokens() {
        AgentReport report = AgentReport.parse("outcome=good, agent_millis=812.4, memory_read_millis=2.0,"
                + " model_millis=800.1, provider=open-ai.2, tokens=321");

        assertThat(report.says(AnswerOutcome.GOOD)).isTrue();
        assertThat(report.says(AnswerOutcome.MALFORMED)).isFalse();
        assertThat(report.agentNanos()).isEqualTo(812_400_000);
        assertThat(report.fields())
                .containsExactly(
                        entry("agent_millis", 812.4),
                        entry("memory_read_millis", 2.0),
                        entry("model_millis", 800.1),
                        entry("provider", "open-ai.2"),
                        entry("tokens", 321L));
    }

    @Test
    void takesATextThatBeginsWithDigitsForAText() {
        assertThat(AgentReport.parse("provider=4o-mini").fields()).containsExactly(entry("provider", "4o-mini"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "good", "outcome", "Provider=\"a b\"", "=5", "outcome= good"})
    void leavesOutWhatHasAnotherForm(String header) {
        AgentReport report = AgentReport.parse(header);

        assertThat(report.fields()).isEmpty();
        assertThat(report.says(AnswerOutcome.GOOD)).isFalse();
        assertThat(report.agentNanos()).isEqualTo(-1);
    }

    @Test
    void readsNoLongHeader() {
        assertThat(AgentReport.parse("outcome=good, ".repeat(100))).isEqualTo(AgentReport.NONE);
        assertThat(AgentReport.parse(null)).isEqualTo(AgentReport.NONE);
    }
}
