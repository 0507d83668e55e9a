package io.minerstack.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minerstack.agent.contract.ComponentName;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SystemIT extends RunningAgentService {

    @Test
    void answersHealthWith503WithoutALanguageModel() {
        // the fake llm-proxy has no /status, so every poll fails
        clientWithoutTenant()
                .get()
                .uri("/health")
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .valueEquals("Retry-After", "5")
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("No language model is available.")
                .jsonPath("$.error")
                .isEqualTo("unavailable")
                .jsonPath("$.request_id")
                .isNotEmpty()
                .jsonPath("$.status")
                .isEqualTo("degraded")
                .jsonPath("$.llm_provider")
                .isNotEmpty()
                .jsonPath("$.model")
                .isNotEmpty()
                .jsonPath("$.active_conversations")
                .isNumber()
                .jsonPath("$.features.playbook_system")
                .isEqualTo(true)
                .jsonPath("$.timestamp")
                .value(time -> assertThat((String) time)
                        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\+00:00"));
    }

    @Test
    void answersCapabilities() {
        clientWithoutTenant()
                .get()
                .uri("/capabilities")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.miner_name")
                .isEqualTo("test-miner")
                .jsonPath("$.conversation_history_enabled")
                .isEqualTo(true)
                .jsonPath("$.max_conversation_messages")
                .isEqualTo(10)
                .jsonPath("$.message_retention_days")
                .isEqualTo(7)
                .jsonPath("$.components")
                .isEqualTo(ComponentName.wireNames())
                .jsonPath("$.features.length()")
                .isEqualTo(9)
                .jsonPath("$.features.quantized_model_friendly")
                .isEqualTo(true)
                .jsonPath("$.llm_provider")
                .exists()
                .jsonPath("$.model")
                .exists()
                .jsonPath("$.limits.user_query")
                .isEqualTo(10000);
    }

    @Test
    void isLiveAndReadyWithoutItsDependencies() {
        for (String group : new String[] {"liveness", "readiness"}) {
            management()
                    .get()
                    .uri("/actuator/health/" + group)
                    .exchange()
                    .expectStatus()
                    .isOk();
        }
    }

    @Test
    void exportsMetrics() {
        MEMORY.fails(500);
        answer("complete", ask("q"));

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(scrape())
                .containsPattern("miner_components_total\\{[^}]*component=\"complete\",outcome=\"answered\"} [1-9]")
                .containsPattern("miner_answers_total\\{[^}]*parse=\"plain_text\"} [1-9]")
                .containsPattern("miner_memory_failures_total\\{[^}]*operation=\"turn\"} [1-9]")
                .contains("miner_answers_partial_total")
                .contains("miner_answers_retried_total")
                .contains("miner_aggregations_total")
                .contains("miner_extractions_total")
                .contains("miner_deadline_slack_seconds_bucket")
                .containsPattern("reactor_netty_connection_provider_active_connections\\{.*name=\"memory-service\"")
                .containsPattern("reactor_netty_connection_provider_pending_connections\\{.*name=\"llm-proxy\"")
                .contains("http_client_requests_seconds"));
        assertThat(scrape()).doesNotContain("cid-1");
    }

    private String scrape() {
        return String.valueOf(management()
                .get()
                .uri("/actuator/prometheus")
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }
}
