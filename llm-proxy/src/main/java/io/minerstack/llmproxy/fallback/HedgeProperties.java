package io.minerstack.llmproxy.fallback;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.validation.annotation.Validated;

/**
 * When a request that waits for its first token gets a second attempt at another server (hedging). A plain number of a
 * time means seconds.
 *
 * @param share the largest share of requests that get a second attempt; 0 turns hedging off
 * @param paid whether the second attempt may go to {@code openai}, where each request costs money
 * @param timeLeft a second attempt starts only with no more time than this left to {@code ANSWER_TARGET}
 */
@Validated
@ConfigurationProperties("llm.hedge")
record HedgeProperties(
        @DecimalMin("0.0") @DecimalMax("1.0") double share,
        boolean paid,

        @NotNull @DurationMin(millis = 0) @DurationUnit(ChronoUnit.SECONDS)
        Duration timeLeft) {}
