package io.minerstack.gateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.gateway.endpoint.RateLimitGroup;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RateLimitPropertiesTests {

    private static final Map<RateLimitGroup, Limit> DEFAULTS = Map.of(RateLimitGroup.COMPLETE, Limit.of("20/m"));

    @Test
    void prefersTheLimitOfTheKey() {
        RateLimitProperties properties = new RateLimitProperties(true, DEFAULTS);

        assertThat(properties.limit(RateLimitGroup.COMPLETE, Map.of())).isEqualTo(Limit.of("20/m"));
        assertThat(properties.limit(RateLimitGroup.COMPLETE, Map.of(RateLimitGroup.COMPLETE, Limit.of("5/s"))))
                .isEqualTo(Limit.of("5/s"));
        assertThat(properties.limit(RateLimitGroup.HEALTH, Map.of())).isEqualTo(Limit.OFF);
    }

    @Test
    void switchesEveryLimitOff() {
        RateLimitProperties properties = new RateLimitProperties(false, DEFAULTS);

        assertThat(properties.limit(RateLimitGroup.COMPLETE, Map.of(RateLimitGroup.COMPLETE, Limit.of("5/s"))))
                .isEqualTo(Limit.OFF);
    }
}
