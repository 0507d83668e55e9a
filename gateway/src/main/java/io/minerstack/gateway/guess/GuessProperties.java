package io.minerstack.gateway.guess;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What happens to an address that sends wrong keys. A valid key is accepted from a blocked address, too.
 *
 * @param wrongKeys wrong keys of one address (IPv6: /64) in ten minutes after which the address is blocked; 0: no
 *     address is delayed or blocked
 * @param blockTime how long the first block lasts; each further one lasts twice as long, at most an hour
 */
@Validated
@ConfigurationProperties("gateway.guess")
record GuessProperties(
        @Min(0) @Max(100_000) @DefaultValue("20") int wrongKeys,

        @NotNull @DurationMin(seconds = 1) @DurationMax(hours = 1) @DefaultValue("1m")
        Duration blockTime) {

    boolean areOff() {
        return wrongKeys == 0;
    }
}
