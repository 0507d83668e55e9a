package io.minerstack.gateway.origin;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.gateway.SharedGateway;
import org.junit.jupiter.api.Test;

class SecurityHeadersIT extends SharedGateway {

    @Test
    void setsSecurityHeadersAndHidesTheServer() {
        get("/capabilities")
                .expectHeader()
                .valueEquals("X-Content-Type-Options", "nosniff")
                .expectHeader()
                .valueEquals("Cache-Control", "no-store")
                .expectHeader()
                .value("Content-Security-Policy", policy -> assertThat(policy).startsWith("default-src 'none'"))
                .expectHeader()
                .doesNotExist("Server");
        get("/nothing").expectHeader().valueEquals("X-Content-Type-Options", "nosniff");
    }
}
