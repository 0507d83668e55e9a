package io.minerstack.servicesupport.context;

import io.minerstack.servicesupport.client.ConnectRetry;
import java.time.Clock;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;

/**
 * Writes the current {@link RequestContext} onto each request that a {@code WebClient} sends to another service. Does
 * not send a request whose deadline has passed. The wait for the response is limited elsewhere, because that includes
 * the body: by {@link Deadline#bound} around the whole exchange, at the latest in {@link RequestContextFilter}.
 */
public class RequestContextExchangeFilter implements ExchangeFilterFunction {

    private final Clock clock;
    private final ConnectRetry connectRetry;

    /** Does not try again where a server can't be reached. */
    public RequestContextExchangeFilter(Clock clock) {
        this(clock, ConnectRetry.none());
    }

    public RequestContextExchangeFilter(Clock clock, ConnectRetry connectRetry) {
        this.clock = clock;
        this.connectRetry = connectRetry;
    }

    @Override
    public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
        return Mono.deferContextual(context -> {
            RequestContext current = RequestContext.from(context);
            ClientRequest withContext =
                    ClientRequest.from(request).headers(current::writeTo).build();
            return current.deadline().hasPassed(clock)
                    ? Mono.error(new DeadlineExceededException())
                    : connectRetry.with(next.exchange(withContext));
        });
    }
}
