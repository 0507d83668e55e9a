package io.minerstack.agent.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.agent.completion.ModelCallException;
import io.minerstack.agent.completion.ModelUsage;
import io.minerstack.agent.contract.ComponentOutput;
import io.minerstack.agent.contract.Output;
import io.minerstack.agent.contract.Query;
import io.minerstack.agent.stage.Stage;
import io.minerstack.agent.stage.StageTimes;
import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.testsupport.http.ContractAnswer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ComponentReportTests {

    private static final String MILLIS = "[0-9]+[.][0-9]";

    private final ComponentReport report = new ComponentReport();

    @Test
    void saysOutcomeTimesProviderAndTokens() {
        StageTimes times = new StageTimes();
        report.ran(times, new ModelUsage());
        StageTimes.measure(times, Stage.PARSE, () -> "");

        assertThat(report.answered(reply("Hello", Map.of("provider", "vllm", "tokens_used", 42))))
                .matches("outcome=good, agent_millis=" + MILLIS + ", parse_millis=" + MILLIS
                        + ", provider=vllm, tokens=42");
    }

    @Test
    void saysNothingOfAProviderWhoseNameCouldForgeAHeader() {
        assertThat(report.answered(reply("Hello", Map.of("provider", "a, outcome=bad\r\nX: y"))))
                .matches("outcome=good, agent_millis=" + MILLIS);
    }

    @ParameterizedTest
    @MethodSource("io.minerstack.testsupport.http.ContractAnswer#all")
    void judgesTheShapeOfAnAnswerAsTheProbeDoes(ContractAnswer answer) {
        Output output = new Output(answer.immediateResponse(), answer.notebook());

        assertThat(report.answered(reply(output, Map.of())))
                .startsWith(answer.wellFormed() ? "outcome=good," : "outcome=malformed,");
    }

    @Test
    void tellsARefusalByTheLoadFromAFailure() {
        assertThat(report.failed(ProblemException.unavailable("Too many votes are being counted.", 5)))
                .startsWith("outcome=refused, agent_millis=");
        assertThat(report.failed(new ModelCallException(ModelCallException.Reason.UNAVAILABLE, 503)))
                .startsWith("outcome=failed, agent_millis=");
        assertThat(report.failed(new ModelCallException(ModelCallException.Reason.BUDGET_UNAVAILABLE, 503)))
                .startsWith("outcome=failed, agent_millis=");
    }

    @Test
    void callsABudgetThatRefusesAModelWithoutAPriceARefusal() {
        assertThat(report.failed(new ModelCallException(ModelCallException.Reason.BUDGET_UNPRICED, 503)))
                .startsWith("outcome=refused, agent_millis=");
    }

    private static ComponentOutput reply(String text, Map<String, Object> metadata) {
        return reply(new Output(text, Output.NO_UPDATE), metadata);
    }

    private static ComponentOutput reply(Output output, Map<String, Object> metadata) {
        return new ComponentOutput("c", "", List.of(new Query("q")), output, "complete", metadata);
    }
}
