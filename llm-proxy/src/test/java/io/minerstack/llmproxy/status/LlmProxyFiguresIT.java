package io.minerstack.llmproxy.status;

import io.minerstack.llmproxy.TwoProviderSetup;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;

class LlmProxyFiguresIT extends TwoProviderSetup {

    @Test
    void tellTokensAnswersAndCircuitsOfEachProvider() {
        WebTestClient http =
                WebTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
        http.post()
                .uri("/v1/chat/completions")
                .header("Content-Type", "application/json")
                .bodyValue("{\"messages\":[{\"role\":\"user\",\"content\":\"6 times 7?\"}]}")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult();

        http.get()
                .uri("/figures")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.service")
                .isEqualTo("llm-proxy")
                .jsonPath("$.meters[?(@.name == 'miner.llm.answers' && @.tags.provider == 'vllm')]")
                .isNotEmpty()
                .jsonPath("$.meters[?(@.name == 'gen_ai.client.token.usage')].total")
                .isNotEmpty()
                .jsonPath("$.meters[?(@.name == 'resilience4j.circuitbreaker.state' && @.value == 1.0)]")
                .isNotEmpty();
    }
}
