package io.minerstack.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** A request without {@code X-Tenant} reaches no data, although it comes from inside the network. */
class TenantIT extends RunningAgentService {

    @ParameterizedTest
    @CsvSource({
        "GET, /conversations",
        "GET, /conversations/c",
        "DELETE, /conversations/c?playbook=true",
        "GET, /playbook/c",
        "GET, /playbook/c/context",
        "POST, /complete",
        "POST, /refine",
        "POST, /feedback",
        "POST, /human_feedback",
        "POST, /summary",
        "POST, /aggregate",
        "POST, /internet_search",
        "GET, /health/../conversations"
    })
    void rejectsRequestsWithoutATenantBeforeAnyCall(String method, String path) {
        for (WebTestClient caller : new WebTestClient[] {
            clientWithoutTenant(),
            clientWithoutTenant().mutate().defaultHeader("X-Tenant", "").build()
        }) {
            caller.method(HttpMethod.valueOf(method))
                    .uri(path)
                    .contentType(MediaType.APPLICATION_JSON)
                    .bodyValue(ask("q"))
                    .exchange()
                    .expectStatus()
                    .isBadRequest()
                    .expectHeader()
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .expectBody()
                    .jsonPath("$.error")
                    .isEqualTo("invalid_request")
                    .jsonPath("$.detail")
                    .value(detail -> assertThat(String.valueOf(detail)).contains("X-Tenant"));
        }

        assertThat(Stream.of("GET", "POST", "DELETE").flatMap(any -> MEMORY.requests(any, "/").stream()))
                .allMatch(request -> request.uri().equals("/status"));
        assertThat(MODEL.attempts()).isZero();
    }

    @Test
    void pollsDependenciesWithoutATenant() {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> !MEMORY.requests("GET", "/status").isEmpty());

        assertThat(MEMORY.requests("GET", "/status").getFirst().tenant()).isEmpty();
    }
}
