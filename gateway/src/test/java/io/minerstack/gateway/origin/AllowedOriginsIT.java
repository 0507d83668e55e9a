package io.minerstack.gateway.origin;

import io.minerstack.gateway.SmallGateway;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;

class AllowedOriginsIT extends SmallGateway {

    @Test
    void allowsOnlyPagesOfTheConfiguredOrigins() {
        preflight("https://allowed.example")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Access-Control-Allow-Origin", "https://allowed.example");
        preflight("https://other.example")
                .expectStatus()
                .isForbidden()
                .expectHeader()
                .doesNotExist("Access-Control-Allow-Origin")
                .expectHeader()
                .contentType("application/problem+json");
    }

    private WebTestClient.ResponseSpec preflight(String origin) {
        return client.options()
                .uri("/complete")
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .exchange();
    }
}
