package io.minerstack.gateway.edge;

import static io.minerstack.testsupport.problem.ProblemResponses.assertThatProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.gateway.SharedGateway;
import io.minerstack.gateway.TestObjects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.server.WebFilter;

class FilterOrderIT extends SharedGateway {

    @Autowired
    private ObjectProvider<WebFilter> filters;

    @Test
    void runsTheFiltersInTheOrderOfFilterOrder() {
        assertThat(filters.orderedStream()
                        .map(filter -> filter.getClass().getSimpleName())
                        .takeWhile(name -> !name.equals("WeightCalculatorWebFilter")))
                .containsExactly(
                        "ConnectionDrainFilter",
                        "RequestContextFilter",
                        "ManagementPortFilter",
                        "EndpointMatchFilter",
                        "SecurityHeadersFilter",
                        "AnswerOutcomeFilter",
                        "RejectionFilter",
                        "HostFilter",
                        "OriginFilter",
                        "RefusalDelayFilter",
                        "ConcurrencyFilter",
                        "AuthenticationFilter",
                        "EndpointFilter",
                        "RateLimitFilter",
                        "MediaTypeFilter",
                        "BodyLimitFilter",
                        "DeadlineSlackFilter",
                        "DeletionAuditFilter");
    }

    @Test
    void refusesWithTheFirstOfSeveralReasons() {
        WebTestClient.RequestBodySpec wrongInEveryWay = client.method(HttpMethod.PUT)
                .uri("/no/such/path")
                .header("Accept", "image/png")
                .header("Content-Type", "application/xml")
                .header("X-Forwarded-For", "198.51.103.1");

        wrongInEveryWay.bodyValue("x".repeat(70_000)).exchange().expectStatus().isUnauthorized();
        assertThatProblem(
                client.post()
                        .uri("/complete")
                        .header("X-API-Key", TestObjects.KEY)
                        .header("Content-Type", "application/xml")
                        .bodyValue("x".repeat(70_000))
                        .exchange(),
                415,
                "unsupported_media_type");
    }
}
