package io.minerstack.llmproxy.breaker;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The circuit breaker of one upstream. */
public class UpstreamBreaker {

    private static final Logger log = LoggerFactory.getLogger(UpstreamBreaker.class);

    private final CircuitBreaker breaker;

    /**
     * Logs every change of the state.
     *
     * @param upstream the name in log lines
     */
    public UpstreamBreaker(String upstream, CircuitBreaker breaker) {
        this.breaker = breaker;
        breaker.getEventPublisher().onStateTransition(event -> log.atWarn()
                .addKeyValue("upstream", upstream)
                .log(
                        "upstream {}: circuit {}",
                        upstream,
                        name(event.getStateTransition().getToState())));
    }

    /** Calls this each time when the breaker lets requests through again. */
    public void onAvailable(Runnable available) {
        breaker.getEventPublisher().onStateTransition(event -> {
            State now = event.getStateTransition().getToState();
            if (now == State.CLOSED || now == State.HALF_OPEN) {
                available.run();
            }
        });
    }

    private static String name(State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /**
     * Begins a call, null where the breaker lets no call through: while it is open, and beside the probe while it is
     * half open.
     *
     * @param alternative whether another provider could answer
     */
    public @Nullable BreakerCall begin(boolean alternative) {
        return breaker.tryAcquirePermission() ? new BreakerCall(breaker, alternative) : null;
    }

    public boolean isOpen() {
        State state = breaker.getState();
        return state == State.OPEN || state == State.FORCED_OPEN;
    }

    public boolean isHalfOpen() {
        return breaker.getState() == State.HALF_OPEN;
    }

    /** Lets the next request through as a probe, before the wait of the open breaker is over. */
    public void allowProbe() {
        if (breaker.getState() == State.OPEN) {
            breaker.transitionToHalfOpenState();
        }
    }
}
