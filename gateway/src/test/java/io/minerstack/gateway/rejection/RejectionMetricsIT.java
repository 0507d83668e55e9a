package io.minerstack.gateway.rejection;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.gateway.SharedGateway;
import io.minerstack.gateway.TestObjects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class RejectionMetricsIT extends SharedGateway {

    @Autowired
    private MeterRegistry meters;

    @Test
    void countsRefusalsByReason() {
        double notFound = count("miner.gateway.rejections", "reason", "not_found");
        double missing = count("miner.gateway.authentication.failures", "reason", "missing");
        double wrong = count("miner.gateway.authentication.failures", "reason", "wrong");

        get("/nothing");
        client.get()
                .uri("/capabilities")
                .header("X-Forwarded-For", "198.51.104.1")
                .exchange();
        client.get()
                .uri("/capabilities")
                .header("X-Forwarded-For", "198.51.104.2")
                .header("X-API-Key", TestObjects.WRONG_KEY)
                .exchange();

        assertThat(count("miner.gateway.rejections", "reason", "not_found")).isEqualTo(notFound + 1);
        assertThat(count("miner.gateway.authentication.failures", "reason", "missing"))
                .isEqualTo(missing + 1);
        assertThat(count("miner.gateway.authentication.failures", "reason", "wrong"))
                .isEqualTo(wrong + 1);
    }

    @Test
    void countsFailedAuthenticationsThatGet429() {
        double missing = count("miner.gateway.authentication.failures", "reason", "missing");
        double unauthenticated = count("miner.gateway.rejections", "reason", "unauthenticated");
        double limited = count("miner.gateway.rejections", "reason", "rate_limited");

        for (int i = 0; i < 4; i++) {
            client.get()
                    .uri("/capabilities")
                    .header("X-Forwarded-For", "198.51.104.3")
                    .exchange();
        }

        assertThat(count("miner.gateway.authentication.failures", "reason", "missing"))
                .isEqualTo(missing + 4);
        assertThat(count("miner.gateway.rejections", "reason", "unauthenticated"))
                .isEqualTo(unauthenticated + 3);
        assertThat(count("miner.gateway.rejections", "reason", "rate_limited")).isEqualTo(limited + 1);
    }

    private double count(String name, String tag, String value) {
        return meters.get(name).tag(tag, value).counter().count();
    }
}
