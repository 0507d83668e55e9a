package io.minerstack.gateway.limits;

import io.minerstack.gateway.limits.InFlightBodyBytes.Reservation;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;

/** A request whose chunked body is counted while it streams through; the body fails where a limit is exceeded. */
class CountedBodyRequest extends ServerHttpRequestDecorator {

    private final DataSize maxSize;
    private final Reservation reservation;

    CountedBodyRequest(ServerHttpRequest request, DataSize maxSize, Reservation reservation) {
        super(request);
        this.maxSize = maxSize;
        this.reservation = reservation;
    }

    @Override
    public Flux<DataBuffer> getBody() {
        // one counter per subscriber
        return Flux.defer(() -> super.getBody().handle(new BodyCounter(maxSize, reservation)::count));
    }
}
