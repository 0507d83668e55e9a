package io.minerstack.servicesupport.context;

import static io.minerstack.testsupport.problem.ProblemResponses.assertThatProblem;

import io.minerstack.servicesupport.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestContextIT extends TestServer {

    @Test
    void returnsTheRequestIdOfTheCallerAndPassesTheContextOn() {
        client.get()
                .uri("/relay")
                .header("X-Request-Id", "id-1")
                .headers(headers -> headers.set("X-Tenant", "alice"))
                .header("X-Deadline", "4102444800000")
                .header("X-Answer-Target", "4102444700000")
                .header("traceparent", "00-1-2-01")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("X-Request-Id", "id-1")
                .expectBody()
                .jsonPath("$.x-request-id")
                .isEqualTo("id-1")
                .jsonPath("$.x-tenant")
                .isEqualTo("alice")
                .jsonPath("$.x-deadline")
                .isEqualTo("4102444800000")
                .jsonPath("$.x-answer-target")
                .isEqualTo("4102444700000")
                .jsonPath("$.traceparent")
                .isEqualTo("00-1-2-01");
    }

    @Test
    void endsARequestAtItsDeadline() {
        String soon = Long.toString(System.currentTimeMillis() + 200);

        assertThatProblem(client.get().uri("/never").header("X-Deadline", soon).exchange(), 504, "deadline_exceeded");
    }

    @Test
    void doesNotSendARequestAfterItsDeadline() {
        get("/late-relay").expectStatus().isOk().expectBody(String.class).isEqualTo("not sent");
    }

    @Test
    void refusesAnInvalidTenant() {
        client.get()
                .uri("/headers")
                .headers(headers -> headers.set("X-Tenant", "a b"))
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/relay", "/echo", "/", "/nothing/here", "/openly", "/broken/more"})
    void refusesARequestWithoutATenant(String path) {
        assertThatProblem(getWithoutTenant(path), 400, "invalid_request").hasDetailContaining("X-Tenant");
    }

    @Test
    void servesPathsThatNeedNoTenantWithoutOne() {
        getWithoutTenant("/broken").expectStatus().isEqualTo(500);
        // the pattern is compared with the path as the routes read it
        getWithoutTenant("/open/../relay").expectStatus().isNotFound();
        getWithoutTenant("/open/relay")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.x-request-id")
                .isNotEmpty()
                .jsonPath("$.x-tenant")
                .doesNotExist();
    }

    @Test
    void servesHealthChecksOfThePlatformWithoutATenant() {
        getFromManagement("/actuator/health/liveness").expectStatus().isOk();
    }
}
