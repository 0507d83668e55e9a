package io.minerstack.llmproxy.usage;

import io.minerstack.servicesupport.startup.InvalidConfigurationException;
import io.minerstack.stacksupport.price.PriceTable;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.validation.annotation.Validated;

/**
 * Prices and the usage ledger.
 *
 * @param prices units of money for a million tokens of prompts and of answers, by provider and model, such as {@code
 *     openai/gpt-4o-mini=0.15/0.60,vllm/*=0.05/0.05}; only {@code local} and {@code vllm} cost nothing without an
 *     entry; the model is the configured name, such as {@code local/default}, or the one that {@code /health} shows
 * @param flushInterval time between two writes of the ledger; a plain number means seconds
 * @param retention how long the ledger keeps a day; a plain number means days
 */
@Validated
@ConfigurationProperties("llm.usage")
record UsageProperties(
        @NotNull String prices,

        @NotNull @DurationMin(millis = 10) @DurationUnit(ChronoUnit.SECONDS)
        Duration flushInterval,

        @NotNull @DurationMin(days = 1) @DurationUnit(ChronoUnit.DAYS)
        Duration retention) {

    PriceTable priceTable() {
        try {
            return PriceTable.parse(prices);
        } catch (IllegalArgumentException invalid) {
            throw new InvalidConfigurationException("LLM_PRICES: " + invalid.getMessage());
        }
    }
}
