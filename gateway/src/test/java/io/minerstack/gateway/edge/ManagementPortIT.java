package io.minerstack.gateway.edge;

import io.minerstack.gateway.SharedGateway;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.test.web.reactive.server.WebTestClient;

class ManagementPortIT extends SharedGateway {

    @LocalManagementPort
    private int managementPort;

    @Test
    void servesProbesWithoutAKeyAndNothingOfThePublicApi() {
        WebTestClient management = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + managementPort)
                .build();

        management
                .get()
                .uri("/actuator/health/liveness")
                .exchange()
                .expectStatus()
                .isOk();
        management
                .get()
                .uri("/actuator/health/readiness")
                .exchange()
                .expectStatus()
                .isOk();
        management.get().uri("/complete").exchange().expectStatus().isNotFound();
    }
}
