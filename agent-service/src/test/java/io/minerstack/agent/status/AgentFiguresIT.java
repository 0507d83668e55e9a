package io.minerstack.agent.status;

import io.minerstack.agent.RunningAgentService;
import org.junit.jupiter.api.Test;

class AgentFiguresIT extends RunningAgentService {

    /** The fake in the place of llm-proxy has no figures. */
    @Test
    void tellTheirOwnAndWhichServiceDoesNotAnswer() {
        clientWithoutTenant()
                .get()
                .uri("/figures")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$[0].service")
                .isEqualTo("agent-service")
                .jsonPath("$[0].meters[?(@.name == 'miner.components')]")
                .isNotEmpty()
                .jsonPath("$[1].service")
                .isEqualTo("llm-proxy")
                .jsonPath("$[1].reached")
                .isEqualTo(false);
    }
}
