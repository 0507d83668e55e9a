package io.minerstack.gateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RateLimitPropertiesTests {

    private static final Map<LimitGroup, Limit> EVERYBODYS = Map.of(LimitGroup.COMPLETE, Limit.of("20/m"));

    @Test
    void prefersTheLimitOfTheKey() {
        RateLimitProperties properties = new RateLimitProperties(true, EVERYBODYS);

        assertThat(properties.limit(LimitGroup.COMPLETE, Map.of())).isEqualTo(Limit.of("20/m"));
        assertThat(properties.limit(LimitGroup.COMPLETE, Map.of(LimitGroup.COMPLETE, Limit.of("5/s"))))
                .isEqualTo(Limit.of("5/s"));
        assertThat(properties.limit(LimitGroup.HEALTH, Map.of())).isEqualTo(Limit.OFF);
    }

    @Test
    void switchesEveryLimitOff() {
        RateLimitProperties properties = new RateLimitProperties(false, EVERYBODYS);

        assertThat(properties.limit(LimitGroup.COMPLETE, Map.of(LimitGroup.COMPLETE, Limit.of("5/s"))))
                .isEqualTo(Limit.OFF);
    }
}
