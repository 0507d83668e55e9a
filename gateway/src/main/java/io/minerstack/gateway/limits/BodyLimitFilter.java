package io.minerstack.gateway.limits;

import io.minerstack.gateway.edge.EdgeFilter;
import io.minerstack.gateway.edge.FilterOrder;
import io.minerstack.gateway.limits.InFlightBodyBytes.Reservation;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Bounds bodies: each one by {@code MAX_REQUEST_SIZE} (413) and all in flight by {@code MAX_BODY_BYTES_IN_FLIGHT}
 * (503). A body with a declared length is refused at once, a chunked body as soon as too many of its bytes have
 * arrived.
 *
 * <p>Bodies with a declared length of 64 KB or less do not count as bytes in flight: otherwise a few large bodies that
 * arrive slowly could keep every small request out. The small bodies in flight have at most
 * {@code MAX_CONCURRENT_REQUESTS} × 64 KB, that is 64 MB for 1000 requests.
 */
@Component
@Order(FilterOrder.BODY_LIMIT)
class BodyLimitFilter extends EdgeFilter {

    private static final DataSize SMALL = DataSize.ofKilobytes(64);

    private final DataSize maxSize;
    private final InFlightBodyBytes bytesInFlight;

    BodyLimitFilter(LimitsProperties properties, InFlightBodyBytes bytesInFlight) {
        this.maxSize = properties.maxRequestSize();
        this.bytesInFlight = bytesInFlight;
    }

    @Override
    protected Mono<Void> filterPublic(ServerWebExchange exchange, WebFilterChain chain) {
        return Mono.using(
                bytesInFlight::reservation,
                reservation -> chain.filter(limit(exchange, reservation)),
                Reservation::release);
    }

    private ServerWebExchange limit(ServerWebExchange exchange, Reservation reservation) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        long declared = headers.getContentLength();
        if (declared > maxSize.toBytes()) {
            throw BodyCounter.tooLarge(maxSize);
        }
        if (declared > SMALL.toBytes()) {
            reservation.add(declared);
        }
        if (declared >= 0 || !headers.containsHeader(HttpHeaders.TRANSFER_ENCODING)) {
            // the HTTP server reads no more bytes than the declared length
            return exchange;
        }
        return exchange.mutate()
                .request(new CountedBodyRequest(exchange.getRequest(), maxSize, reservation))
                .build();
    }
}
