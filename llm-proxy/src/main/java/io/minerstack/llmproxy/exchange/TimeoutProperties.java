package io.minerstack.llmproxy.exchange;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationUnit;

/**
 * Configured time-outs of an upstream. A plain number means seconds. A value that is not set is taken from the next
 * level: the provider's own, then the general one, then the default of the provider's kind.
 *
 * @param connect until the connection is established; default 2 s
 * @param headers from sending the request until the response headers; ends an attempt only where another provider
 *     could answer; default 6 s, for local-llm 45 s, because a model on the CPU may answer other requests first
 * @param firstToken from sending the request until the first token; ends an attempt only where another provider could
 *     answer; default 8 s, for local-llm 45 s
 * @param interToken between two tokens; default 5 s, for local-llm 10 s
 */
public record TimeoutProperties(
        @DurationMin(millis = 10) @DurationUnit(ChronoUnit.SECONDS) @Nullable
        Duration connect,

        @DurationMin(millis = 10) @DurationUnit(ChronoUnit.SECONDS) @Nullable
        Duration headers,

        @DurationMin(millis = 10) @DurationUnit(ChronoUnit.SECONDS) @Nullable
        Duration firstToken,

        @DurationMin(millis = 10) @DurationUnit(ChronoUnit.SECONDS) @Nullable
        Duration interToken) {

    /** These values, with the missing ones from the next level. */
    public TimeoutProperties orElse(TimeoutProperties next) {
        return new TimeoutProperties(
                connect == null ? next.connect : connect,
                headers == null ? next.headers : headers,
                firstToken == null ? next.firstToken : firstToken,
                interToken == null ? next.interToken : interToken);
    }

    /** These values, with the missing ones from the defaults. */
    public UpstreamTimeouts orElse(UpstreamTimeouts defaults) {
        return new UpstreamTimeouts(
                connect == null ? defaults.connect() : connect,
                headers == null ? defaults.headers() : headers,
                firstToken == null ? defaults.firstToken() : firstToken,
                interToken == null ? defaults.interToken() : interToken);
    }
}
