package io.minerstack.servicesupport.clock;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.servicesupport.context.ContextHeaders;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;

/**
 * Measures the clock of another service by its replies: {@link ContextHeaders#SERVICE_TIME} minus the middle between
 * sending and receiving. The error is half of the time on the way at most, so replies that took longer than {@link
 * #LONGEST} are left out. {@code miner.clock.skew} is the value furthest from 0 of the last {@link #POLLS} replies, and
 * NaN before the first one: several replicas of a service answer in turn, and one wrong clock among them must not be
 * hidden by the others.
 */
public final class ClockSkew implements ExchangeFilterFunction {

    static final String SKEW = "miner.clock.skew";

    static final int POLLS = 10;

    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final double MILLIS = 1000;
    private static final Pattern EPOCH_MILLIS = Pattern.compile("[0-9]{1,15}");

    private final Clock clock;
    private final double[] last = new double[POLLS];
    private int next;

    /**
     * Registers the gauge of one service.
     *
     * @param peer name of the service that replies
     */
    public ClockSkew(String peer, Clock clock, MeterRegistry meters) {
        this.clock = clock;
        Arrays.fill(last, Double.NaN);
        Gauge.builder(SKEW, this, ClockSkew::seconds)
                .description("The other service's clock minus this one's, the largest difference of the last polls")
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
            add((Long.parseLong(theirs) - (sent + took / 2.0)) / MILLIS);
        }
    }

    private synchronized void add(double seconds) {
        last[next] = seconds;
        next = (next + 1) % POLLS;
    }

    synchronized double seconds() {
        double largest = Double.NaN;
        for (double seconds : last) {
            if (Double.isNaN(largest) || Math.abs(seconds) > Math.abs(largest)) {
                largest = seconds;
            }
        }
        return largest;
    }
}
