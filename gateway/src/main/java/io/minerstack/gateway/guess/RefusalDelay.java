package io.minerstack.gateway.guess;

import java.time.Duration;
import org.springframework.web.server.ServerWebExchange;

/**
 * How late the refusal of a request is sent, kept as an attribute of the exchange.
 *
 * @param network the address that sent the request
 * @param time zero: at once
 */
record RefusalDelay(String network, Duration time) {

    private static final String ATTRIBUTE = RefusalDelay.class.getName();
    private static final RefusalDelay NONE = new RefusalDelay("", Duration.ZERO);

    void addTo(ServerWebExchange exchange) {
        exchange.getAttributes().put(ATTRIBUTE, this);
    }

    static RefusalDelay of(ServerWebExchange exchange) {
        return exchange.getAttributeOrDefault(ATTRIBUTE, NONE);
    }
}
