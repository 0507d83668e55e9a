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
    void passesTheKeyAndItsBudgetOn() {
        client.get()
                .uri("/relay")
                .header("X-Key-Id", "key_0123456789ab")
                .header("X-Key-Name", "anna")
                .header("X-Key-Budget", "money-per-month=5000000000, tokens-per-day=1000")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.x-key-id")
                .isEqualTo("key_0123456789ab")
                .jsonPath("$.x-key-name")
                .isEqualTo("anna")
                .jsonPath("$.x-key-budget")
                .isEqualTo("tokens-per-day=1000,money-per-month=5000000000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tokens-per-day",
                "tokens-per-day=0",
                "tokens-per-day=-1",
                "tokens-per-day=1.5",
                "tokens-per-day=99999999999999999999",
                "tokens-per-year=5",
                "tokens-per-day=5,tokens-per-day=6",
                "tokens-per-day=5,"
            })
    void refusesABudgetThatCannotBeReadInsteadOfLosingIt(String budget) {
        assertThatProblem(
                client.get()
                        .uri("/relay")
                        .header("X-Key-Name", "anna")
                        .header("X-Key-Budget", budget)
                        .exchange(),
                400,
                "invalid_request");
    }

    @Test
    void refusesABudgetWithoutTheNameThatItIsCountedUnder() {
        assertThatProblem(
                client.get()
                        .uri("/relay")
                        .header("X-Key-Budget", "tokens-per-day=5")
                        .exchange(),
                400,
                "invalid_request");
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
    void doesNotTellItsTimeToOutsideCallers() {
        getWithoutTenant("/open/headers").expectStatus().isOk().expectHeader().doesNotExist("X-Service-Time");
    }

    @Test
    void servesHealthChecksOfThePlatformWithoutATenant() {
        getFromManagement("/actuator/health/liveness").expectStatus().isOk();
    }
}
