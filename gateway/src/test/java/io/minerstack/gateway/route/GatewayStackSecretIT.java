package io.minerstack.gateway.route;

import static io.minerstack.testsupport.problem.ProblemResponses.assertThatProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.gateway.SmallGateway;
import io.minerstack.gateway.TestObjects;
import io.minerstack.testsupport.http.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;

/** The gateway as the only one who can open the services behind it. */
@TestPropertySource(properties = "STACK_SECRET=" + GatewayStackSecretIT.SECRET)
@ExtendWith(OutputCaptureExtension.class)
class GatewayStackSecretIT extends SmallGateway {

    static final String SECRET = "stack-0123456789abcdef0123456789abcdef";

    @Test
    void replacesTheSecretOfTheCallerByTheStacks() throws Exception {
        client.get()
                .uri("/conversations")
                .header("X-API-Key", TestObjects.KEY)
                .header("X-Stack-Secret", "guessed")
                .header("x-stack-secret", "twice")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .doesNotExist("X-Stack-Secret");

        assertThat(AGENT.take().headers().get("x-stack-secret")).containsExactly(SECRET);
    }

    @Test
    void asksForHealthWithTheSecret() {
        Answer refused = Answer.json(403, "{\"error\":\"forbidden\"}");
        Answer healthy = Answer.json(200, "{\"status\":\"healthy\",\"llm_provider\":\"asked\"}");
        AGENT.background("/health", (request, response) -> {
            Answer answer = SECRET.equals(request.header("X-Stack-Secret")) ? healthy : refused;
            answer.to(request, response);
        });

        eventually(() -> client.get()
                .uri("/health")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.llm_provider")
                .isEqualTo("asked"));
    }

    @Test
    void tellsTheOperatorAndNotTheCallerThatTheSecretIsRefused(CapturedOutput output) {
        double before = count(UpstreamFailureFilter.FAILURES, "reason", "forbidden");
        AGENT.answer(Answer.json(403, "{\"error\":\"forbidden\",\"detail\":\"inside\"}"));

        assertThatProblem(get("/conversations"), 503, "unavailable");

        assertThat(count(UpstreamFailureFilter.FAILURES, "reason", "forbidden")).isEqualTo(before + 1);
        assertThat(output.getAll())
                .contains("agent-service: forbidden: ", "STACK_SECRET: a service behind the gateway has another one")
                .doesNotContain(SECRET);
    }

    @Test
    void isUnhealthyWhereAgentServiceRefusesTheSecret() {
        AGENT.background("/health", Answer.json(403, "{\"status\":403,\"error\":\"forbidden\"}"));

        eventually(() -> client.get().uri("/health").exchange().expectStatus().isEqualTo(503));
    }
}
