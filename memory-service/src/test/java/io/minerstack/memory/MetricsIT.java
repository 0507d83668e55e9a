package io.minerstack.memory;

import static io.minerstack.memory.TestObjects.feedback;
import static io.minerstack.memory.TestObjects.insert;
import static io.minerstack.memory.TestObjects.newCid;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.test.web.reactive.server.WebTestClient;

class MetricsIT extends MemoryServer {

    @LocalManagementPort
    private int managementPort;

    @Test
    void countsTurnsTrimsReadsAndOperations() {
        String cid = newCid();
        WebTestClient client = as("metrics-tests");
        double turns = value("miner_memory_turns_total{application=\"memory-service\",result=\"stored\"}");
        double repeats = value("miner_memory_turns_total{application=\"memory-service\",result=\"repeated\"}");
        double trimmed = value("miner_memory_messages_trimmed_total{application=\"memory-service\"}");
        double reads = value("miner_memory_context_reads_total{application=\"memory-service\"}");
        double inserted =
                value("miner_memory_playbook_operations_total{application=\"memory-service\",outcome=\"inserted\"}");

        for (int i = 0; i < 6; i++) {
            append(client, cid, "t" + i);
        }
        append(client, cid, "t5");
        post(client, "/playbook/operations", feedback(cid, "f", insert("fact", "k", "v")))
                .expectStatus()
                .isOk();
        client.get().uri("/context?cid={cid}", cid).exchange().expectStatus().isOk();

        assertThat(value("miner_memory_turns_total{application=\"memory-service\",result=\"stored\"}"))
                .isEqualTo(turns + 6);
        assertThat(value("miner_memory_turns_total{application=\"memory-service\",result=\"repeated\"}"))
                .isEqualTo(repeats + 1);
        assertThat(value("miner_memory_messages_trimmed_total{application=\"memory-service\"}"))
                .isEqualTo(trimmed + 2);
        assertThat(value("miner_memory_context_reads_total{application=\"memory-service\"}"))
                .isEqualTo(reads + 1);
        assertThat(value("miner_memory_playbook_operations_total{application=\"memory-service\",outcome=\"inserted\"}"))
                .isEqualTo(inserted + 1);
    }

    @Test
    void hasEverySeriesFromTheStart() {
        assertThat(scrape())
                .contains(
                        "miner_memory_messages_swept_total{",
                        "miner_memory_conversations_swept_total{",
                        "miner_memory_sweep_failures_total{",
                        "miner_memory_conversations_deleted_total{",
                        "miner_memory_feedback_total{",
                        "outcome=\"evicted\"",
                        "r2dbc_pool_acquired_connections{",
                        "r2dbc_pool_pending_connections{",
                        "http_server_requests_seconds");
    }

    private double value(String series) {
        return scrape().lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElseThrow(() -> new AssertionError(series));
    }

    private String scrape() {
        return Objects.requireNonNull(WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + managementPort)
                .responseTimeout(Duration.ofSeconds(20))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(4 << 20))
                .build()
                .get()
                .uri("/actuator/prometheus")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }
}
