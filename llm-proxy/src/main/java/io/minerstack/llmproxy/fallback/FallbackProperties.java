package io.minerstack.llmproxy.fallback;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of retries and fallback. A plain number means seconds.
 *
 * @param minAttemptTime no attempt starts with less time left than this
 * @param responseReserve time before the deadline that is kept for sending the answer or the error
 * @param queueTimeout the longest wait in the request queue of one provider while another one could answer; where none
 *     could, a request waits as long as an answer probably still fits before its deadline
 * @param maxRetryAfter the longest {@code Retry-After} that a request waits for although another provider could
 *     answer, including the extension of up to 10 %
 * @param outageTimeout how long a request waits, within its deadline, while no upstream can be reached, from its first
 *     attempt on; zero fails at once
 */
@Validated
@ConfigurationProperties("llm.fallback")
record FallbackProperties(
        @NotNull @DurationUnit(ChronoUnit.SECONDS) Duration minAttemptTime,

        @NotNull @DurationMin(millis = 20) @DurationUnit(ChronoUnit.SECONDS)
        Duration responseReserve,

        @NotNull @DurationMin(millis = 1) @DurationUnit(ChronoUnit.SECONDS)
        Duration queueTimeout,

        @NotNull @DurationUnit(ChronoUnit.SECONDS) Duration maxRetryAfter,

        @NotNull @DurationUnit(ChronoUnit.SECONDS) Duration outageTimeout) {}
