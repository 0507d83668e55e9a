package io.minerstack.gateway.origin;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.gateway.SharedGateway;
import io.minerstack.gateway.TestObjects;
import org.junit.jupiter.api.Test;

class OriginIT extends SharedGateway {

    @Test
    void allowsPagesOfAnyOriginByDefault() {
        client.options()
                .uri("/complete")
                .header("Origin", "null")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type,x-api-key,idempotency-key")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Access-Control-Allow-Origin", "*")
                .expectHeader()
                .valueEquals("Access-Control-Allow-Methods", "POST")
                .expectHeader()
                .valueEquals("Access-Control-Allow-Headers", "content-type, x-api-key, idempotency-key");
        client.get()
                .uri("/capabilities")
                .header("Origin", "https://page.example")
                .header("X-Forwarded-For", "198.51.103.2")
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .valueEquals("Access-Control-Allow-Origin", "*")
                .expectHeader()
                .value("Access-Control-Expose-Headers", exposed -> assertThat(exposed)
                        .contains("Retry-After", "X-Request-Id", "RateLimit"));
        client.post()
                .uri("/complete")
                .header("Origin", "https://page.example")
                .header("X-API-Key", TestObjects.KEY)
                .header("Content-Type", "application/json")
                .bodyValue(TestObjects.QUESTION)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Access-Control-Allow-Origin", "*");
        assertThat(AGENT.startedCount()).isEqualTo(1);
    }
}
