package io.minerstack.gateway.health;

import io.minerstack.gateway.SharedGateway;
import io.minerstack.testsupport.http.Answer;
import org.junit.jupiter.api.Test;

class HealthIT extends SharedGateway {

    @Test
    void relaysTheReportOfAgentService() {
        client.get()
                .uri("/health")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType("application/json")
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("healthy")
                .jsonPath("$.model")
                .isEqualTo("tiny")
                .jsonPath("$.active_conversations")
                .isEqualTo(3)
                .jsonPath("$.features.playbook_system")
                .isEqualTo(true);
    }

    @Test
    void answersWithoutWaitingForAgentService() {
        AGENT.background("/health", Answer.never());

        client.get().uri("/health").exchange().expectStatus().isOk();
    }
}
