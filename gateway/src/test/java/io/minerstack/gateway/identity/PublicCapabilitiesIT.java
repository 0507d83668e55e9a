package io.minerstack.gateway.identity;

import static io.minerstack.testsupport.problem.ProblemResponses.assertThatProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.gateway.SharedGateway;
import io.minerstack.gateway.TestObjects;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

@TestPropertySource(properties = {"PUBLIC_CAPABILITIES=on", "RATE_LIMIT_CAPABILITIES=2/h"})
class PublicCapabilitiesIT extends SharedGateway {

    @Test
    void answersWithoutAKeyAndCountsTheAddress() {
        anonymous("198.51.104.1").expectStatus().isOk();
        anonymous("198.51.104.1").expectStatus().isOk();
        assertThatProblem(anonymous("198.51.104.1"), 429, "rate_limited");

        // the key is counted by itself, and other callers are not affected
        get("/capabilities").expectStatus().isOk();
        anonymous("198.51.104.2").expectStatus().isOk();
    }

    @Test
    void sendsNoTenantForACallerWithoutAKey() {
        anonymous("198.51.104.3").expectStatus().isOk();

        assertThat(AGENT.take().header("X-Tenant")).isNull();
    }

    @Test
    void requiresAKeyForEverythingElse() {
        assertThatProblem(
                client.post()
                        .uri("/capabilities")
                        .header("X-Forwarded-For", "198.51.104.4")
                        .exchange(),
                401,
                "unauthenticated");
        assertThatProblem(
                client.get()
                        .uri("/conversations")
                        .header("X-Forwarded-For", "198.51.104.4")
                        .exchange(),
                401,
                "unauthenticated");
        client.get()
                .uri("/capabilities")
                .header("X-Forwarded-For", "198.51.104.5")
                .header("X-API-Key", TestObjects.WRONG_KEY)
                .exchange()
                .expectStatus()
                .isOk();
    }

    private WebTestClient.ResponseSpec anonymous(String from) {
        return client.get().uri("/capabilities").header("X-Forwarded-For", from).exchange();
    }
}
