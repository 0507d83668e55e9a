package io.minerstack.localllm.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.servicesupport.context.RequestId;
import io.minerstack.servicesupport.problem.OpenAiEnvelopeFormat;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TooLittleTimeExceptionTests {

    @Test
    void hasACodeOfItsOwnBesideTheStatusOfAFullQueue() {
        TooLittleTimeException problem = new TooLittleTimeException(3);

        JsonNode body = JsonMapper.shared().valueToTree(new OpenAiEnvelopeFormat().body(problem, new RequestId("r-1")));

        assertThat(problem.getStatusCode().value()).isEqualTo(503);
        assertThat(problem.headers()).containsEntry("Retry-After", "3");
        assertThat(body.at("/error/code").stringValue()).isEqualTo("deadline_too_short");
    }
}
