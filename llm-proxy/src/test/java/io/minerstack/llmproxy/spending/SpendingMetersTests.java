package io.minerstack.llmproxy.spending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minerstack.stacksupport.price.ModelPrice;
import io.minerstack.stacksupport.price.PriceTable;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class SpendingMetersTests {

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final SpendingMeters spending =
            new SpendingMeters(meters, PriceTable.parse("").model("openai", "gpt"));

    @Test
    void addsUpWhatPromptsAndAnswersCost() {
        ModelPrice price = new ModelPrice(new BigDecimal("0.15"), new BigDecimal("0.60"));

        spending.count(new TokenCounts(1_000_000, 0), price);
        spending.count(new TokenCounts(2_000, 500_000), price);

        assertThat(cost("input")).isCloseTo(0.1503, within(1e-9));
        assertThat(cost("output")).isCloseTo(0.3, within(1e-9));
        assertThat(meters.find("miner.llm.unpriced.tokens").counter()).isNull();
    }

    @Test
    void countsTheTokensOfAModelWithoutAPrice() {
        spending.count(new TokenCounts(30, 12), null);

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
