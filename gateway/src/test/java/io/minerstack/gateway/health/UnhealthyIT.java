package io.minerstack.gateway.health;

import io.minerstack.gateway.SmallGateway;
import io.minerstack.testsupport.http.Answer;
import org.junit.jupiter.api.Test;
import org.springframework.test.json.JsonCompareMode;

class UnhealthyIT extends SmallGateway {

    @Test
    void completesAProblemWithTheLastKnownHealth() {
        AGENT.background("/health", unavailable("7", """
                {"type":"/problems/unavailable","title":"Temporarily unavailable","status":503,
                 "detail":"No language model is available.","error":"unavailable","request_id":"of-the-poll"}"""));

        expectDegraded("7", """
                {"status":"degraded","llm_provider":"local","model":"tiny","active_conversations":3,
                 "features":{"unified_api":true,"conversation_history":true,"playbook_system":true},
                 "detail":"No language model is available.","error":"unavailable","request_id":"of-the-caller"}""");
    }

    @Test
    void relaysTheHealthOfAnAgentThatCanNotServe() {
        AGENT.background("/health", unavailable("Mon, 23 Nov 2026 18:00:00 GMT", """
                {"status":"degraded","llm_provider":"vllm","model":"unknown","active_conversations":12,
                 "features":{"unified_api":true,"conversation_history":true,"playbook_system":true},
                 "timestamp":"2026-11-23T18:00:00.000Z","version":"0.1.0",
                 "components":{"llm":"unavailable","memory":"available"},
                 "detail":"No language model is available.","error":"unavailable","request_id":"of-the-poll"}"""));

        // a date in Retry-After is replaced, and an unknown model is the last known one
        expectDegraded("5", """
                {"status":"degraded","llm_provider":"vllm","model":"tiny","active_conversations":12,
                 "features":{"unified_api":true,"conversation_history":true,"playbook_system":true},
                 "components":{"llm":"unavailable","memory":"available"},
                 "detail":"No language model is available.","error":"unavailable","request_id":"of-the-caller"}""");
    }

    @Test
    void treatsAResponseThatIsNotJsonAsAnOutage() {
        AGENT.background("/health", Answer.json(200, "<html>some proxy</html>"));

        eventually(() -> client.get().uri("/health").exchange().expectStatus().isEqualTo(503));
    }

    private void expectDegraded(String retryAfter, String body) {
        eventually(() -> client.get()
                .uri("/health")
                .header("X-Request-Id", "of-the-caller")
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .contentType("application/json")
                .expectHeader()
                .valueEquals("Retry-After", retryAfter)
                .expectBody()
                .json(body, JsonCompareMode.STRICT));
    }

    private static Answer unavailable(String retryAfter, String body) {
        return Answer.problem(503, body).withHeader("Retry-After", retryAfter);
    }
}
