package io.minerstack.hop.call;

import io.minerstack.hop.peer.Patience;
import java.time.Clock;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;

/**
 * Writes the current {@link Call} onto each request that a {@code WebClient} sends to one of our services, and does not
 * send what could not be answered in time. How long the answer is waited for is not its business: {@link Deadline#bound}
 * is around the whole call, body included, and at the latest around the request that it is made for ({@link CallFilter}).
 */
public class CallPropagation implements ExchangeFilterFunction {

    private final Clock clock;
    private final Patience patience;

    /** Gives up at once on a peer that can't be reached. */
    public CallPropagation(Clock clock) {
        this(clock, Patience.none());
    }

    public CallPropagation(Clock clock, Patience patience) {
        this.clock = clock;
        this.patience = patience;
    }

    @Override
    public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
        return Mono.deferContextual(context -> {
            Call call = Call.from(context);
            ClientRequest stamped =
                    ClientRequest.from(request).headers(call::writeTo).build();
            return call.deadline().hasPassed(clock)
                    ? Mono.error(new DeadlineExceeded())
                    : patience.with(next.exchange(stamped));
        });
    }
}
