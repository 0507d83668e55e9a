package io.minerstack.gateway.guess;

import io.minerstack.gateway.audit.BlockAudit;
import io.minerstack.gateway.guess.GuessCounts.Counted;
import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.problem.ProblemType;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Counts wrong keys by address. Only requests without a valid key come here: a valid key is never delayed or blocked,
 * since many callers can have one address.
 */
@Component
public class KeyGuesses {

    private static final Logger LOG = LoggerFactory.getLogger(KeyGuesses.class);

    private final GuessCounts counts;
    private final GuessProperties properties;
    private final GuessMetrics metrics;
    private final BlockAudit audit;

    KeyGuesses(GuessCounts counts, GuessProperties properties, GuessMetrics metrics, BlockAudit audit) {
        this.counts = counts;
        this.properties = properties;
        this.metrics = metrics;
        this.audit = audit;
    }

    /**
     * Fails where the address is blocked. For requests without a valid key.
     *
     * @throws ProblemException 429 with the rest of the block as {@code Retry-After}
     */
    public void refuseBlocked(String network) {
        Duration left = counts.blockedFor(network);
        if (left.isPositive()) {
            metrics.countRefusal();
            throw blockedProblem(left);
        }
    }

    /** Counts a wrong key. The answer to the request is sent later by what the address has sent before. */
    public void count(ServerWebExchange exchange, String network) {
        if (properties.areOff()) {
            return;
        }
        Counted counted = counts.count(network);
        if (counted.block().isPositive()) {
            report(network, counted.block().toSeconds());
        }
        new RefusalDelay(network, counted.delay()).addTo(exchange);
    }

    private void report(String network, long seconds) {
        metrics.countBlock();
        if (audit.addressBlocked(network, properties.wrongKeys(), seconds)) {
            LOG.warn(
                    "address {}: blocked for {} s after {} wrong keys; valid keys are accepted from there, too",
                    network,
                    seconds,
                    properties.wrongKeys());
        }
    }

    private static ProblemException blockedProblem(Duration left) {
        long seconds = Math.max(1, left.plusNanos(999_999_999).toSeconds());
        return new ProblemException(
                ProblemType.RATE_LIMITED,
                "Too many wrong API keys came from your address; send a valid one, or try again in " + seconds + " s.",
                Map.of(HttpHeaders.RETRY_AFTER, Long.toString(seconds)));
    }
}
