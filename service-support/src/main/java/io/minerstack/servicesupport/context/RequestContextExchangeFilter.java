package io.minerstack.servicesupport.context;

import io.minerstack.servicesupport.client.ConnectRetry;
import java.time.Clock;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;

/**
 * Writes the current {@link RequestContext} onto each request that a {@code WebClient} sends to one of our services, and does not
 * send what could not be answered in time. How long the answer is waited for is not its business: {@link Deadline#bound}
 * is around the whole call, body included, and at the latest around the request that it is made for ({@link RequestContextFilter}).
 */
public class RequestContextExchangeFilter implements ExchangeFilterFunction {

    private final Clock clock;
    private final ConnectRetry patience;

    /** Gives up at once on a peer that can't be reached. */
    public RequestContextExchangeFilter(Clock clock) {
        this(clock, ConnectRetry.none());
    }

    public RequestContextExchangeFilter(Clock clock, ConnectRetry patience) {
        this.clock = clock;
        this.patience = patience;
    }

    @Override
    public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
        return Mono.deferContextual(context -> {
            RequestContext call = RequestContext.from(context);
            ClientRequest stamped =
                    ClientRequest.from(request).headers(call::writeTo).build();
            return call.deadline().hasPassed(clock)
                    ? Mono.error(new DeadlineExceededException())
                    : patience.with(next.exchange(stamped));
        });
    }
}
