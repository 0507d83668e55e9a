package io.minerstack.servicesupport.clock;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.servicesupport.context.ContextHeaders;
import java.time.Clock;
import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;

/**
 * Measures the clock of another service by its replies: {@link ContextHeaders#SERVICE_TIME} minus the middle between
 * sending and receiving. The error is half of the time on the way at most, so replies that took longer than {@link
 * #LONGEST} are left out. {@code miner.clock.skew} is the last value, and NaN before the first one.
 */
public final class ClockSkew implements ExchangeFilterFunction {

    static final String SKEW = "miner.clock.skew";

    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final double MILLIS = 1000;
    private static final Pattern EPOCH_MILLIS = Pattern.compile("[0-9]{1,15}");

    private final Clock clock;
    private volatile double seconds = Double.NaN;

    /**
     * Registers the gauge of one service.
     *
     * @param peer name of the service that replies
     */
    public ClockSkew(String peer, Clock clock, MeterRegistry meters) {
        this.clock = clock;
        Gauge.builder(SKEW, this, ClockSkew::seconds)
                .description("The other service's clock minus this one's")
                .baseUnit("seconds")
                .tag("peer", peer)
                // the filter of a client lives as long as the client, not as long as the registry
                .strongReference(true)
                .register(meters);
    }

    @Override
    public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
        return Mono.defer(() -> {
            long sent = clock.millis();
            return next.exchange(request).doOnNext(response -> received(response, sent));
        });
    }

    private void received(ClientResponse response, long sent) {
        String theirs = response.headers().asHttpHeaders().getFirst(ContextHeaders.SERVICE_TIME);
        long took = clock.millis() - sent;
        if (theirs != null && EPOCH_MILLIS.matcher(theirs).matches() && took >= 0 && took <= LONGEST.toMillis()) {
            seconds = (Long.parseLong(theirs) - (sent + took / 2.0)) / MILLIS;
        }
    }

    double seconds() {
        return seconds;
    }
}
