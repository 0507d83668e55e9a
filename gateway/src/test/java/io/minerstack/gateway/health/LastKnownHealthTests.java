package io.minerstack.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class LastKnownHealthTests {

    private static final LastKnownHealth BEFORE = new LastKnownHealth("vllm", "llama", 7);

    @Test
    void takesEveryFieldOfALaterReport() {
        assertThat(updated("{\"llm_provider\":\"openai\",\"model\":\"gpt\",\"active_conversations\":0}"))
                .isEqualTo(new LastKnownHealth("openai", "gpt", 0));
    }

    @Test
    void keepsFieldsThatALaterReportDoesNotKnow() {
        assertThat(updated("{\"llm_provider\":\"unknown\",\"detail\":\"down\"}"))
                .isEqualTo(BEFORE);
    }

    private static LastKnownHealth updated(String body) {
        return BEFORE.updatedFrom(new JsonMapper().readTree(body));
    }
}
