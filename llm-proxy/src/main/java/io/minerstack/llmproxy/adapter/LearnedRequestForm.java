package io.minerstack.llmproxy.adapter;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The form of a request that one upstream accepted after it had refused a fuller one. An upstream has one model, so
 * this is known per server and model. Forgotten 10 minutes after the last lesson, so that one caller's unusual request
 * does not simplify everyone's requests for good.
 */
public class LearnedRequestForm {

    private static final Logger log = LoggerFactory.getLogger(LearnedRequestForm.class);
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private final String upstream;
    private final Clock clock;
    private volatile Learned learned = new Learned(RequestForm.FULL, Instant.MIN);

    private record Learned(RequestForm form, Instant until) {}

    /**
     * Begins with the full form.
     *
     * @param upstream the name in log lines
     */
    public LearnedRequestForm(String upstream, Clock clock) {
        this.upstream = upstream;
        this.clock = clock;
    }

    RequestForm current() {
        Learned known = learned;
        return known.until().equals(Instant.MIN) || !clock.instant().isBefore(known.until())
                ? RequestForm.FULL
                : known.form();
    }

    /** Adds the differences of a form that was accepted. */
    synchronized void learn(RequestForm accepted) {
        RequestForm known = current();
        RequestForm both = known.and(accepted);
        if (!both.equals(known)) {
            learned = new Learned(both, clock.instant().plus(LIFETIME));
            log.atWarn()
                    .addKeyValue("upstream", upstream)
                    .log(
                            "upstream {}: refused a field or role, for {} minutes requests go{}",
                            upstream,
                            LIFETIME.toMinutes(),
                            both.description());
        }
    }
}
