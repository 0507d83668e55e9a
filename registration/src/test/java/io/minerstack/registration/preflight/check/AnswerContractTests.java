package io.minerstack.registration.preflight.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.testsupport.http.ContractAnswer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class AnswerContractTests {

    @ParameterizedTest
    @MethodSource("io.minerstack.testsupport.http.ContractAnswer#all")
    void judgesTheShapeOfAnAnswerAsAgentServiceDoes(ContractAnswer answer) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("cid", "c").put("task", "").put("component", "complete");
        body.putArray("input").addObject().put("user_query", "q");
        body.putObject("output")
                .put("immediate_response", answer.immediateResponse())
                .put("notebook", answer.notebook());

        assertThat(AnswerContract.flaw(body, "c", "q") == null).isEqualTo(answer.wellFormed());
    }
}
