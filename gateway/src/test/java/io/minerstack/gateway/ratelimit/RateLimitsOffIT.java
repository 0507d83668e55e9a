package io.minerstack.gateway.ratelimit;

import io.minerstack.gateway.SmallGateway;
import org.junit.jupiter.api.Test;

class RateLimitsOffIT extends SmallGateway {

    @Test
    void limitsNothingWhenLimitsAreOff() {
        for (int i = 0; i < 100; i++) {
            client.get().uri("/capabilities").exchange().expectStatus().isUnauthorized();
        }
    }
}
