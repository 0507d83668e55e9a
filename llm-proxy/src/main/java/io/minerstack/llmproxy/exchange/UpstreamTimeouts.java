package io.minerstack.llmproxy.exchange;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.convert.DurationUnit;

/**
 * How long a server may take for each step. A plain number means seconds. What is left to the deadline bounds all of them,
 * and replaces those until the first token where no other provider could answer.
 *
 * @param connect until the connection stands
 * @param firstByte until the response head, from sending the request
 * @param firstToken until the first token, from sending the request
 * @param interToken between two tokens
 */
record UpstreamTimeouts(
        @NotNull @DurationMin(millis = 10) @DurationUnit(ChronoUnit.SECONDS)
        Duration connect,

        @NotNull @DurationMin(millis = 10) @DurationUnit(ChronoUnit.SECONDS)
        Duration firstByte,

        @NotNull @DurationMin(millis = 10) @DurationUnit(ChronoUnit.SECONDS)
        Duration firstToken,

        @NotNull @DurationMin(millis = 10) @DurationUnit(ChronoUnit.SECONDS)
        Duration interToken) {

    /** The same clocks, with the first token waited for with this patience. */
    UpstreamTimeouts with(FirstTokenTimeout patience) {
        return new UpstreamTimeouts(connect, bound(firstByte, patience), bound(firstToken, patience), interToken);
    }

    private static Duration bound(Duration own, FirstTokenTimeout patience) {
        boolean shorter = patience.time().compareTo(own) < 0;
        return shorter == patience.alternative() ? patience.time() : own;
    }
}
