package io.minerstack.memory.conversation;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.validation.annotation.Validated;

/**
 * How much of a conversation is kept.
 *
 * @param maxMessages messages per conversation; the oldest go
 * @param retention age at which a message is gone; a plain number means days
 */
@Validated
@ConfigurationProperties("memory.conversation")
public record ConversationProperties(
        @Min(1) @Max(1000) int maxMessages,

        @NotNull @DurationUnit(ChronoUnit.DAYS) @DurationMin(minutes = 1)
        Duration retention) {

    /** Nothing older than this is shown or kept. */
    public Instant cutoff(Instant now) {
        return now.minus(retention).truncatedTo(ChronoUnit.MICROS);
    }
}
