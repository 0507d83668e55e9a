package io.minerstack.gateway.health;

import io.minerstack.gateway.FakeAgent;
import io.minerstack.gateway.SharedGateway;
import org.junit.jupiter.api.Test;

class HealthIT extends SharedGateway {

    @Test
    void relaysWhatTheStackSaysOfItself() {
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
    void asksNobodyWhileItAnswers() {
        AGENT.answersHealth(FakeAgent.never());
        try {
            client.get().uri("/health").exchange().expectStatus().isOk();
        } finally {
            AGENT.reset();
        }
    }
}
