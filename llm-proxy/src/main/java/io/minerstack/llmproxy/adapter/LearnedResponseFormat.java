package io.minerstack.llmproxy.adapter;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@code response_format} that one upstream accepted after it had rejected a fuller one. Forgotten after 10
 * minutes, so that one caller's unusual request does not simplify everyone's requests for good.
 */
public class LearnedResponseFormat {

    private static final Logger log = LoggerFactory.getLogger(LearnedResponseFormat.class);
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private final String upstream;
    private final Clock clock;
    private volatile Learned learned = new Learned(ResponseFormatSupport.JSON_SCHEMA, Instant.MIN);

    private record Learned(ResponseFormatSupport support, Instant until) {}

    /**
     * Begins with the full support of JSON schemas.
     *
     * @param upstream the name in log lines
     */
    public LearnedResponseFormat(String upstream, Clock clock) {
        this.upstream = upstream;
        this.clock = clock;
    }

    ResponseFormatSupport current() {
        Learned known = learned;
        return clock.instant().isBefore(known.until()) ? known.support() : ResponseFormatSupport.JSON_SCHEMA;
    }

    /** Keeps the weakest level, because the exchange with the weakest level ends first where several were tried. */
    void learn(ResponseFormatSupport support) {
        if (support.compareTo(current()) > 0) {
            learned = new Learned(support, clock.instant().plus(LIFETIME));
            log.atWarn()
                    .addKeyValue("upstream", upstream)
                    .log("upstream {}: JSON schema not supported, sending response_format {}", upstream, support);
        }
    }
}
