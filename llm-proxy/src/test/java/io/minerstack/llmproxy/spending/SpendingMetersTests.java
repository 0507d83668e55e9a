package io.minerstack.llmproxy.spending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minerstack.llmproxy.price.ModelPrice;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class SpendingMetersTests {

    private final MeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void addsUpWhatPromptsAndAnswersCost() {
        SpendingMeters spending = new SpendingMeters(
                meters, "openai", "gpt", new ModelPrice(new BigDecimal("0.15"), new BigDecimal("0.60")));

        spending.count(new TokenCounts(1_000_000, 0));
        spending.count(new TokenCounts(2_000, 500_000));

        assertThat(cost("input")).isCloseTo(0.1503, within(1e-9));
        assertThat(cost("output")).isCloseTo(0.3, within(1e-9));
        assertThat(meters.find("miner.llm.unpriced.tokens").counter()).isNull();
    }

    @Test
    void countsTheTokensOfAModelWithoutAPrice() {
        new SpendingMeters(meters, "openai", "gpt", null).count(new TokenCounts(30, 12));

        assertThat(meters.get("miner.llm.unpriced.tokens")
                        .tags("provider", "openai", "model", "gpt")
                        .counter()
                        .count())
                .isEqualTo(42);
        assertThat(meters.find("miner.llm.cost").counter()).isNull();
    }

    private double cost(String type) {
        return meters.get("miner.llm.cost")
                .tags("provider", "openai", "model", "gpt", "type", type)
                .counter()
                .count();
    }
}
