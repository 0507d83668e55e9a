package io.minerstack.llmproxy.upstream;

import io.minerstack.llmproxy.failure.FailureKind;
import io.minerstack.llmproxy.failure.UpstreamException;
import io.minerstack.llmproxy.metering.ProviderMeters;
import io.minerstack.servicesupport.context.LogContext;
import io.minerstack.servicesupport.context.RequestContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Records the end of one exchange in the metrics, and a failure in the log. One line per failed exchange is affordable,
 * because the circuit breaker ends the exchanges of an outage.
 */
record ExchangeObservation(String upstream, ProviderMeters meters, RefusalLog refusals, RequestContext context) {

    private static final Logger log = LoggerFactory.getLogger(ExchangeObservation.class);

    void succeeded() {
        meters.attempt("answered");
    }

    void cancelled() {
        meters.attempt("cancelled");
    }

    void failed(UpstreamException failure) {
        meters.attempt(failure.kind().label());
        Level level = failure.kind() == FailureKind.REJECTED ? refusals.level(failure) : Level.WARN;
        LogContext.with(context, () -> log.atLevel(level)
                .addKeyValue("upstream", upstream)
                .addKeyValue("failure", failure.kind().label())
                .log("upstream {}: attempt failed: {}", upstream, failure.getMessage()));
    }
}
