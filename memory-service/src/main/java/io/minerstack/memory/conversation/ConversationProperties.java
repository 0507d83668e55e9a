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
 * Limits of a stored conversation.
 *
 * @param maxMessages maximum number of messages per conversation; an append deletes the oldest messages above it
 * @param retention maximum age of a message; a number without unit means days
 */
@Validated
@ConfigurationProperties("memory.conversation")
public record ConversationProperties(
        @Min(1) @Max(1000) int maxMessages,

        @NotNull @DurationUnit(ChronoUnit.DAYS) @DurationMin(minutes = 1)
        Duration retention) {

    /** Messages older than this are expired: never returned, and deleted by the next sweep. */
    public Instant cutoff(Instant now) {
        return now.minus(retention).truncatedTo(ChronoUnit.MICROS);
    }
}
