package io.minerstack.servicesupport.context;

import java.util.function.BiConsumer;
import org.springframework.web.server.ServerWebExchange;

/** Fields that a service adds to the log line about each of its requests. A bean of this type is used by itself. */
@FunctionalInterface
public interface AccessLogFields {

    /** Adds nothing. */
    AccessLogFields NONE = (exchange, line) -> {};

    /**
     * Called once for each logged request, after its end.
     *
     * @param line takes the name and the value of a field; never text of a query or an answer, and no key
     */
    void addTo(ServerWebExchange exchange, BiConsumer<String, Object> line);
}
